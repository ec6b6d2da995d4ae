import { html, nothing, type TemplateResult } from 'lit';
import type { DeskState, FreeDesk, FreeZone } from '../live/shapes';
import { sign } from '../shared/sign';
import { strings } from '../strings/language';
import { timeAt } from '../strings/times';
import { desksIn } from './state';

export interface ZoneLook {
  readonly wanted: ReadonlySet<string>;
  // Nothing is known now, so every desk is drawn as unknown.
  readonly stale: boolean;
  readonly nowMs: number;
  readonly timeZone: string | undefined;
}

// The desks of a zone that a member may hope for; taken ones are left out.
export function zoneCard(zone: FreeZone, look: ZoneLook): TemplateResult {
  const { wanted, stale } = look;
  const free = desksIn(zone, 'free', wanted);
  const held = desksIn(zone, 'held', wanted);
  const unknown = desksIn(zone, 'unknown', wanted);
  return html`<section class="zone card" data-zone=${zone.zone}>
    <header>
      <h2>${zone.name}</h2>
      <p class="summary">${stale ? nothing : summary(free.length, unknown.length)}</p>
    </header>
    ${free.length === 0 && !stale ? html`<p class="none">${wanted.size === 0 ? strings.noneFree : strings.noneFreeFilter}</p>` : nothing}
    ${list(free, stale ? 'unknown' : 'free', look)}
    ${held.length === 0 || stale ? nothing : html`<p class="explain">${strings.heldMeaning}</p>`} ${list(held, stale ? 'unknown' : 'held', look)}
    ${unknown.length === 0 ? nothing : html`<p class="explain">${strings.unknownMeaning}</p>`} ${list(unknown, 'unknown', look)}
  </section>`;
}

function summary(free: number, unknown: number): TemplateResult {
  return html`<span>${strings.freeInZone(free)}</span>${unknown > 0 ? html`<span class="soft">${strings.unknownInZone(unknown)}</span>` : nothing}`;
}

function list(desks: readonly FreeDesk[], shownAs: DeskState, look: ZoneLook): TemplateResult | typeof nothing {
  if (desks.length === 0) {
    return nothing;
  }
  return html`<ul class="desks">
    ${desks.map(
      (desk) =>
        html`<li data-desk=${desk.desk} data-state=${shownAs}>
          ${sign(shownAs)}
          <span class="label">${strings.desk(desk.label)}</span>
          <span class="state">${strings.states[shownAs]}</span>
          <span class="extras"
            >${desk.amenities.map((amenity) => html`<span>${strings.amenities[amenity] ?? amenity}</span>`)}</span
          >
          ${shownAs === 'free' ? html`<span class="since">${strings.since(timeAt(desk.since, look.nowMs, look.timeZone))}</span>` : nothing}
        </li>`,
    )}
  </ul>`;
}
