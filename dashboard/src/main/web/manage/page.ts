import { html, nothing, type TemplateResult } from 'lit';
import { DESK_STATES, type Site } from '../live/shapes';
import { counts, NOTHING_KNOWN, type LiveState } from '../live/state';
import { Store } from '../live/store';
import { siteOfAddress } from '../shared/address';
import { brand, languageSwitch, message } from '../shared/frame';
import { sign } from '../shared/sign';
import { Page } from '../shared/view';
import { announceLanguage, strings } from '../strings/language';
import { ago, number, timeAt } from '../strings/times';
import { DetailsView } from './details';
import { Following } from './follow';
import { PlanView, type DeskGesture } from './plan';
import { SideView } from './side';
import { TableView } from './table';

customElements.define('terzo-plan', PlanView);
customElements.define('terzo-table', TableView);
customElements.define('terzo-details', DetailsView);
customElements.define('terzo-side', SideView);

// The manager's live plan of one site.
export class ManagePage extends Page<LiveState> {
  protected readonly store = new Store<LiveState>(NOTHING_KNOWN);
  private readonly site = siteOfAddress();

  override connectedCallback(): void {
    super.connectedCallback();
    new Following(this.site, this.store).start();
  }

  protected override updated(): void {
    const title = strings.manageTitle(this.store.state.site?.name ?? this.site);
    if (title !== document.title) {
      announceLanguage(title);
    }
  }

  protected override render(): TemplateResult {
    const state = this.store.state;
    return html`<header class="top">${brand()}${state.site === undefined ? nothing : this.heading(state, state.site)}${languageSwitch()}</header>
      ${banner(state)} ${this.body(state)}`;
  }

  private heading(state: LiveState, site: Site): TemplateResult {
    return html`<h1>${site.name}</h1>
      <p class="pulse" data-pulse=${state.connection}>
        <i aria-hidden="true"></i>${state.connection === 'live' ? strings.connected : strings.connecting}
        <time>${timeAt(new Date(state.nowMs).toISOString(), state.nowMs, site.timeZone)}</time>
      </p>`;
  }

  private body(state: LiveState): TemplateResult {
    switch (state.problem) {
      case 'signed-out':
        return message(strings.signInHint);
      case 'no-site':
        return message(strings.noSite(this.site));
      case 'none':
      case 'unreachable':
        return state.site === undefined ? message(state.problem === 'none' ? strings.loading : strings.unreachable) : this.live(state);
    }
  }

  private live(state: LiveState): TemplateResult {
    return html`<main class="manage">
      ${overview(state)}
      <div class="stage card">
        ${this.views(state)}
        ${state.view === 'table'
          ? html`<terzo-table .state=${state}></terzo-table>`
          : html`<terzo-plan
              .state=${state}
              @desk-chosen=${(event: DeskGesture) => this.choose(event.detail)}
              @desk-opened=${(event: DeskGesture) => this.open(event.detail)}
              @desk-pointed=${(event: DeskGesture) => this.point(event.detail)}
            ></terzo-plan>`}
      </div>
      <aside>
        ${state.view === 'table' ? nothing : html`<terzo-details .state=${state} @details-closed=${this.closeDetails}></terzo-details>`}
        <terzo-side .state=${state}></terzo-side>
      </aside>
    </main>`;
  }

  private views(state: LiveState): TemplateResult {
    const option = (view: LiveState['view'], text: string): TemplateResult =>
      html`<button type="button" aria-pressed=${state.view === view} @click=${() => this.store.update((now) => ({ ...now, view }))}>
        ${text}
      </button>`;
    return html`<div class="tools">
      <div class="switch" role="group" aria-label=${strings.view}>${option('plan', strings.plan)}${option('table', strings.table)}</div>
      ${state.view === 'table' ? nothing : legend()}
    </div>`;
  }

  private choose(desk: string | undefined): void {
    this.store.update((state) => ({ ...state, selected: desk }));
  }

  private open(desk: string | undefined): void {
    this.choose(desk);
    void this.updateComplete.then(() => this.querySelector<DetailsView>('terzo-details')?.focusHeading());
  }

  private point(desk: string | undefined): void {
    this.store.update((state) => (state.pointed === desk ? state : { ...state, pointed: desk }));
  }

  private closeDetails(): void {
    const desk = this.store.state.selected;
    this.store.update((state) => ({ ...state, selected: undefined, pointed: undefined }));
    if (desk !== undefined) {
      this.querySelector<PlanView>('terzo-plan')?.focusDesk(desk);
    }
  }
}

// Counts and legend in one: each state's sign, name, number and meaning.
function overview(state: LiveState): TemplateResult {
  const now = counts(state);
  return html`<ul class="overview card" aria-label=${strings.stateOverview}>
    ${DESK_STATES.map(
      (each) =>
        html`<li data-count=${each} data-state=${each} title=${strings.stateMeanings[each]}>
          ${sign(each)}
          <p aria-hidden="true"><strong>${number(now[each])}</strong> <span>${strings.states[each]}</span></p>
          <p class="hidden">${strings.desksInState[each](now[each])}. ${strings.stateMeanings[each]}</p>
        </li>`,
    )}
  </ul>`;
}

function legend(): TemplateResult {
  return html`<ul class="legend">
    <li>
      <svg viewBox="-0.7 -1.15 1.4 1.4" aria-hidden="true" class="key door"><path class="swing" d="M0.5 0 A1 1 0 0 0 -0.5 -1" /><path class="leaf" d="M-0.5 0 V-1" /></svg>
      ${strings.legendDoor}
    </li>
    <li>
      <svg viewBox="-0.2 -0.2 0.4 0.4" aria-hidden="true" class="key old"><circle r="0.16" /><path d="M0 -0.09 V0 H0.07" /></svg>
      ${strings.legendOld}
    </li>
  </ul>`;
}

function banner(state: LiveState): TemplateResult {
  const since = state.lostSinceMs;
  return html`<div class="banner" role="status" data-connection=${state.connection === 'live' ? 'live' : 'lost'}>
    ${state.connection === 'lost' && since !== undefined ? html`<p>${strings.lostSince(ago(Math.max(0, state.nowMs - since)))}</p>` : nothing}
  </div>`;
}
