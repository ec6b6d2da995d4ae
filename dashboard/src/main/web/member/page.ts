import { html, nothing, type TemplateResult } from 'lit';
import type { FreeDesks } from '../live/shapes';
import { Store } from '../live/store';
import { siteOfAddress } from '../shared/address';
import { brand, languageSwitch, message } from '../shared/frame';
import { sign } from '../shared/sign';
import { Page } from '../shared/view';
import { announceLanguage, strings } from '../strings/language';
import { ago, isJustNow, number } from '../strings/times';
import { Following } from './follow';
import { ageMs, amenitiesOf, isStale, NOTHING_ASKED, type MemberState } from './state';
import { zoneCard } from './zone';

// What somebody with a laptop under the arm wants to know: is a desk free, and where.
export class MemberPage extends Page<MemberState> {
  protected readonly store = new Store<MemberState>(NOTHING_ASKED);
  private readonly site = siteOfAddress();

  override connectedCallback(): void {
    super.connectedCallback();
    new Following(this.site, this.store).start();
  }

  // A hub that does not say the site's name leaves its id.
  private name(): string {
    return this.store.state.answer?.name ?? this.site;
  }

  protected override updated(): void {
    announceLanguage(strings.memberTitle(this.name()));
  }

  protected override render(): TemplateResult {
    const state = this.store.state;
    return html`<header class="top">${brand()}${languageSwitch()}</header>
      ${connectionBanner(state)} ${this.body(state)}`;
  }

  private body(state: MemberState): TemplateResult {
    if (state.problem === 'no-site') {
      return message(strings.noSite(this.site));
    }
    if (state.problem === 'signed-out') {
      return message(strings.signInHint);
    }
    if (state.answer === undefined) {
      return message(state.problem === 'unreachable' ? strings.unreachable : strings.loading);
    }
    return this.answer(state, state.answer);
  }

  private answer(state: MemberState, answer: FreeDesks): TemplateResult {
    const stale = isStale(state);
    const wanted = state.wanted;
    return html`<main class="member" data-stale=${stale}>
      <h1>${strings.memberTitle(this.name())}</h1>
      ${answer.open === false ? html`<p class="closed">${strings.closedNow}</p>` : nothing} ${stale ? staleCount(state, answer) : count(answer)}
      <p class="age">${isJustNow(ageMs(state)) ? strings.asOfNow : strings.asOf(ago(ageMs(state)))}</p>
      ${this.filters(answer, wanted)} ${answer.zones.map((zone) => zoneCard(zone, { wanted, stale, nowMs: state.nowMs, timeZone: answer.timeZone }))}
      <section class="rule">
        <h2>${strings.rule}</h2>
        <p>${answer.rule}</p>
      </section>
    </main>`;
  }

  private filters(answer: FreeDesks, wanted: ReadonlySet<string>): TemplateResult | typeof nothing {
    const amenities = amenitiesOf(answer);
    if (amenities.length === 0) {
      return nothing;
    }
    return html`<div class="filter" role="group" aria-label=${strings.filter}>
      ${amenities.map(
        (amenity) =>
          html`<button type="button" aria-pressed=${wanted.has(amenity)} @click=${() => this.toggle(amenity)}>
            ${strings.amenities[amenity] ?? amenity}
          </button>`,
      )}
    </div>`;
  }

  private toggle(amenity: string): void {
    this.store.update((state) => {
      const wanted = new Set(state.wanted);
      if (!wanted.delete(amenity)) {
        wanted.add(amenity);
      }
      return { ...state, wanted };
    });
  }
}

function count(answer: FreeDesks): TemplateResult {
  const certain = answer.free.certain;
  const held = answer.free.possible - certain;
  return html`<div class="answer" role="status">
    <p class="big"><strong data-free-certain>${number(certain)}</strong> <span>${strings.freeNow(certain)}</span></p>
    <p class="more">
      ${answer.unknown > 0 ? html`<span data-unknown>${sign('unknown')}${strings.unknownNow(answer.unknown)}</span>` : nothing}
      ${held > 0 ? html`<span>${sign('held')}${strings.maybeSoon(held)}</span>` : nothing}
    </p>
  </div>`;
}

// Without a connection the last answer is history, and said to be.
function staleCount(state: MemberState, answer: FreeDesks): TemplateResult {
  return html`<div class="answer" role="status">
    <p class="big"><strong data-free-certain>?</strong></p>
    <p class="more"><span>${strings.offlineStale(answer.free.certain, ago(ageMs(state)))}</span></p>
  </div>`;
}

function connectionBanner(state: MemberState): TemplateResult {
  const live = state.connection === 'live' && state.problem !== 'unreachable';
  const lost = state.connection === 'lost' || state.problem === 'unreachable';
  return html`<div class="banner" role="status" data-connection=${live ? 'live' : 'lost'}>${lost ? html`<p>${strings.offline}</p>` : nothing}</div>`;
}
