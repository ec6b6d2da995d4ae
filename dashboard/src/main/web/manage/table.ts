import { html, type TemplateResult } from 'lit';
import { deskState, readingAgeMs, zoneOf, type LiveState } from '../live/state';
import { sign } from '../shared/sign';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { ago } from '../strings/times';
import { reasonOf, siteTime } from './describe';

// The plan's equal for those who cannot or would rather not see it.
export class TableView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;

  protected override render(): TemplateResult {
    const desks = this.state.site?.desks ?? [];
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
          ${desks.map((desk) => this.row(desk.desk, desk.label, desk.zone, desk.amenities))}
        </tbody>
      </table>
    </div>`;
  }

  private row(id: string, label: string, zone: string, amenities: readonly string[]): TemplateResult {
    const state = deskState(this.state, id);
    const report = this.state.desks.get(id);
    const age = readingAgeMs(this.state, id);
    return html`<tr data-desk=${id} data-state=${state}>
      <th scope="row">${label}</th>
      <td>${zoneOf(this.state, zone)?.name ?? zone}</td>
      <td class="state-cell">${sign(state)} ${strings.states[state]}</td>
      <td>${report === undefined ? '–' : siteTime(this.state, report.since)}</td>
      <td data-reason>${reasonOf(this.state, id)}</td>
      <td>${age === undefined ? strings.readNever : ago(age)}</td>
      <td>${amenities.map((amenity) => strings.amenities[amenity] ?? amenity).join(', ')}</td>
    </tr>`;
  }
}
