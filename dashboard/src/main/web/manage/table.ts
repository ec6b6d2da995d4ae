import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Desk, DeskState } from '../live/shapes';
import { deskState, readingAgeMs, zoneOf, type LiveState } from '../live/state';
import { sign } from '../shared/sign';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { ago } from '../strings/times';
import { reasonOf, siteTime, today } from './describe';

// The plan's equal for those who cannot or would rather not see it.
export class TableView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;

  protected override render(): TemplateResult {
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${strings.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">${strings.details}</th>
            <th scope="col">${strings.zone}</th>
            <th scope="col">${strings.state}</th>
            <th scope="col">${strings.sinceColumn}</th>
            <th scope="col">${strings.reason}</th>
            <th scope="col">${strings.reading}</th>
            <th scope="col">${strings.amenitiesColumn}</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows()}
        </tbody>
      </table>
    </div>`;
  }

  // A row is drawn again only when something in it reads otherwise.
  private rows(): unknown {
    const { site, desks } = this.state;
    const day = today(this.state);
    return site?.desks.map((desk) => {
      const state = deskState(this.state, desk.desk);
      const age = readingAgeMs(this.state, desk.desk);
      const reading = age === undefined ? strings.readNever : ago(age);
      return guard([site, desk, desks.get(desk.desk), state, reading, day], () => this.row(desk, state, reading));
    });
  }

  private row(desk: Desk, state: DeskState, reading: string): TemplateResult {
    const { desk: id, label, zone, amenities } = desk;
    const report = this.state.desks.get(id);
    return html`<tr data-desk=${id} data-state=${state}>
      <th scope="row">${label}</th>
      <td>${zoneOf(this.state, zone)?.name ?? zone}</td>
      <td class="state-cell">${sign(state)} ${strings.states[state]}</td>
      <td>${report === undefined ? '–' : siteTime(this.state, report.since)}</td>
      <td data-reason>${reasonOf(this.state, id)}</td>
      <td>${reading}</td>
      <td>${amenities.map((amenity) => strings.amenities[amenity] ?? amenity).join(', ')}</td>
    </tr>`;
  }
}
