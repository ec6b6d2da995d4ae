import { LitElement } from 'lit';
import type { Store } from '../live/store';

// A part of the screen. It lives in the page's own tree, so that one style sheet and one set of ids serve all parts.
export abstract class View extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

// A whole page: draws the store's state again whenever it was replaced.
export abstract class Page<S> extends View {
  protected abstract readonly store: Store<S>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe(() => this.requestUpdate());
  }
}
