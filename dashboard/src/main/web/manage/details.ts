import { html, nothing, type TemplateResult } from 'lit';
import { DESK_STATES, type Desk } from '../live/shapes';
import { deskOf, deskState, gatewaysOf, isExpired, readingAgeMs, zoneOf, type LiveState } from '../live/state';
import { sign } from '../shared/sign';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { ago } from '../strings/times';
import { reasonOf, siteTime, sureness } from './describe';

// Why a desk is shown as it is: the one pointed at, else the one chosen.
export class DetailsView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;

  protected override render(): TemplateResult {
    const desk = deskOf(this.state, this.state.pointed ?? this.state.selected);
    return html`<section class="card details" data-chosen=${this.state.selected !== undefined} @keydown=${this.press}>
      ${desk === undefined ? key() : this.details(desk)}
    </section>`;
  }

  private details(desk: Desk): TemplateResult {
    const now = deskState(this.state, desk.desk);
    return html`<header>
        <h2 tabindex="-1">${strings.desk(desk.label)}</h2>
        ${this.state.selected === desk.desk
          ? html`<button type="button" class="quiet" @click=${this.leave} aria-label=${strings.close}>✕</button>`
          : nothing}
      </header>
      <p class="verdict" data-state=${now}>${sign(now)}<strong>${strings.states[now]}</strong></p>
      <p>${strings.stateMeanings[now]}</p>
      <dl>${this.facts(desk)}</dl>
      ${desk.assigned ? html`<p class="soft">${strings.assigned}</p>` : nothing}`;
  }

  private facts(desk: Desk): TemplateResult {
    const report = this.state.desks.get(desk.desk);
    const age = readingAgeMs(this.state, desk.desk);
    const expired = isExpired(this.state, desk.desk);
    return html`${fact(strings.zone, zoneOf(this.state, desk.zone)?.name ?? desk.zone)}
      ${report === undefined || expired ? nothing : fact(strings.sinceColumn, siteTime(this.state, report.since))}
      ${fact(strings.reason, report !== undefined && expired ? strings.expired(siteTime(this.state, report.validUntil)) : reasonOf(this.state, desk.desk))}
      ${report === undefined || deskState(this.state, desk.desk) === 'unknown' ? nothing : fact(strings.confidence, sureness(report.confidence))}
      ${fact(strings.reading, age === undefined ? strings.readNever : ago(age))}
      ${gatewaysOf(this.state, desk).length === 0 ? nothing : fact(strings.gateway, gatewaysOf(this.state, desk).join(', '))}
      ${desk.amenities.length === 0
        ? nothing
        : fact(strings.amenitiesColumn, desk.amenities.map((amenity) => strings.amenities[amenity] ?? amenity).join(', '))}`;
  }

  // Called when a desk was opened by keyboard: reading goes on here.
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.querySelector('h2')?.focus();
  }

  private press(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.leave();
    }
  }

  private leave(): void {
    this.dispatchEvent(new CustomEvent('details-closed'));
  }
}

// While no desk is asked about: what the signs mean.
function key(): TemplateResult {
  return html`<h2>${strings.details}</h2>
    <p class="soft">${strings.detailsHint}</p>
    <ul class="key">
      ${DESK_STATES.map((state) => html`<li>${sign(state)}<span><b>${strings.states[state]}</b> ${strings.stateMeanings[state]}</span></li>`)}
    </ul>`;
}

function fact(name: string, value: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
