import { html, type TemplateResult } from 'lit';
import { Store } from './live/store';
import { ask, type Answer } from './shared/answer';
import { brand, languageSwitch } from './shared/frame';
import { adopt } from './shared/styles';
import { Page } from './shared/view';
import { announceLanguage, language, strings } from './strings/language';
import css from './style/landing.css';

interface Listed {
  readonly site: string;
  readonly name: string;
}

type Sites = Answer<{ readonly sites: readonly Listed[] }> | { readonly kind: 'asking' };

// The way in: the sites of somebody who is signed in, a hint for everybody else.
class LandingPage extends Page<Sites> {
  protected readonly store = new Store<Sites>({ kind: 'asking' });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await ask<{ readonly sites: readonly Listed[] }>('/api/v1/sites', language);
    this.store.update(() => answer);
  }

  protected override render(): TemplateResult {
    return html`<header class="top">${brand()}${languageSwitch()}</header>
      <main class="landing">
        <h1>${strings.tagline}</h1>
        ${this.sites(this.store.state)}
      </main>`;
  }

  private sites(sites: Sites): TemplateResult {
    switch (sites.kind) {
      case 'asking':
        return html`<p role="status">${strings.loading}</p>`;
      case 'ok':
        return sites.value.sites.length === 0 ? html`<p>${strings.noSites}</p>` : list(sites.value.sites);
      case 'signed-out':
        return html`<p class="hint">${strings.signInHint}</p>`;
      case 'no-site':
      case 'unreachable':
        return html`<p role="alert">${strings.unreachable}</p>`;
    }
  }
}

function list(sites: readonly Listed[]): TemplateResult {
  return html`<h2>${strings.yourSites}</h2>
    <ul class="sites">
      ${sites.map(
        ({ site, name }) =>
          html`<li class="card" data-site=${site}>
            <h3>${name}</h3>
            <p>
              <a href="/manage/${site}${location.search}">${strings.livePlan}<span class="hidden">, ${name}</span></a>
              <a href="/s/${site}${location.search}">${strings.freeDesksPage}<span class="hidden">, ${name}</span></a>
            </p>
          </li>`,
      )}
    </ul>`;
}

adopt(css);
announceLanguage(strings.landingTitle);
customElements.define('terzo-landing', LandingPage);
