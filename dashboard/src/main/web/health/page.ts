import { html, nothing, type TemplateResult } from 'lit';
import { Store } from '../live/store';
import { siteOfAddress } from '../shared/address';
import { brand, languageSwitch, message } from '../shared/frame';
import { Page } from '../shared/view';
import { announceLanguage, strings } from '../strings/language';
import { heard, number, timeAt } from '../strings/times';
import { sum, type GatewayArrival, type Verdict } from './arrival';
import { HealthFollowing, type HealthState, type Seen } from './follow';
import type { Part } from './shapes';

// Says in one sentence whether everything that was sensed has arrived, and below it what each gateway and the hub have to say.
export class HealthPage extends Page<HealthState> {
  protected readonly store = new Store<HealthState>({ kind: 'asking', last: undefined });
  private readonly site = siteOfAddress();

  override connectedCallback(): void {
    super.connectedCallback();
    new HealthFollowing(this.site, this.store).start();
  }

  protected override updated(): void {
    const title = strings.healthTitle(this.store.state.last?.site.name ?? this.site);
    if (title !== document.title) {
      announceLanguage(title);
    }
  }

  protected override render(): TemplateResult {
    const { kind, last } = this.store.state;
    return html`<header class="top">${brand()}${last === undefined ? nothing : this.heading(last)}${languageSwitch()}</header>
      ${this.body(kind, last)}`;
  }

  private heading(seen: Seen): TemplateResult {
    return html`<h1>${seen.site.name}</h1>
      <p><a href="/manage/${seen.site.site}${location.search}">${strings.livePlan}</a></p>`;
  }

  private body(kind: HealthState['kind'], last: Seen | undefined): TemplateResult {
    switch (kind) {
      case 'asking':
        return message(strings.loading);
      case 'signed-out':
        return message(strings.signInHint);
      case 'no-site':
        return message(strings.noSite(this.site));
      case 'unreachable':
      case 'seen':
        return last === undefined
          ? message(strings.unreachable)
          : html`<div class="banner" role="status">${kind === 'unreachable' ? html`<p>${strings.offline}</p>` : nothing}</div>
              ${seenView(last)}`;
    }
  }
}

function seenView(seen: Seen): TemplateResult {
  const lost = sum(seen.gateways.map((each) => each.lost));
  return html`<main class="health">
    <section class="verdict card" data-verdict=${seen.verdict.kind}>
      ${mark(seen.verdict)}
      <div role="status">
        <p class="sentence">${sentence(seen)}</p>
        ${lost === 0 ? nothing : html`<p class="soft" data-lost=${lost}>${strings.arrival.lost(lost)}</p>`}
      </div>
    </section>
    <section class="card">
      <h2>${strings.gateways}</h2>
      ${seen.gateways.length === 0 ? html`<p class="soft">${strings.noGateways}</p>` : table(seen)}
    </section>
    <section class="card">
      <h2>${strings.hub}</h2>
      <ul class="rows">
        ${(['broker', 'journal', 'history', 'live'] as const).map((name) => part(name, seen.hub.details[name]))}
      </ul>
    </section>
  </main>`;
}

// A tick, an hourglass or a broken line: told apart by form, whatever the colour.
function mark(verdict: Verdict): TemplateResult {
  switch (verdict.kind) {
    case 'arrived':
      return html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d="M7 12.5 L10.6 16 L17 8.5" /></svg>`;
    case 'awaited':
    case 'nothing':
      return html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d="M12 6.5 V12 L15.5 14.5" /></svg>`;
    case 'silent':
    case 'deaf':
      return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.5 L22.5 21 H1.5 Z" /><path d="M12 9 V14.5 M12 17.4 V17.6" /></svg>`;
  }
}

function sentence({ verdict, site, nowMs }: Seen): string {
  const at = (ms: number): string => timeAt(new Date(ms).toISOString(), nowMs, site.timeZone);
  switch (verdict.kind) {
    case 'deaf':
      return strings.arrival.deaf;
    case 'nothing':
      return strings.arrival.nothing;
    case 'arrived':
      return strings.arrival.all(at(verdict.sinceMs));
    case 'awaited':
      return strings.arrival.awaited(verdict.count);
    case 'silent': {
      const [first, ...more] = verdict.gateways;
      if (first === undefined || more.length > 0) {
        return strings.arrival.silentMany(verdict.gateways.length);
      }
      return first.lastHeardMs === undefined ? strings.arrival.never(first.gateway) : strings.arrival.silent(first.gateway, at(first.lastHeardMs));
    }
  }
}

function table(seen: Seen): TemplateResult {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${strings.gateways}>
    <table>
      <thead>
        <tr>
          <th scope="col">${strings.gateway}</th>
          <th scope="col">${strings.state}</th>
          ${Object.values(strings.ledgerColumns).map((column) => html`<th scope="col" class="count">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${seen.gateways.map((each) => row(each, seen.nowMs))}
      </tbody>
    </table>
  </div>`;
}

function row(each: GatewayArrival, nowMs: number): TemplateResult {
  const age = each.lastHeardMs === undefined ? undefined : Math.max(0, nowMs - each.lastHeardMs);
  const reasons = Object.entries(each.refused).map(([reason, count]) => `${reason} ${number(count)}`);
  const count = (name: string, value: number): TemplateResult => html`<td class="count" data-figure=${name}>${number(value)}</td>`;
  return html`<tr data-gateway=${each.gateway} data-gateway-state=${each.state}>
    <th scope="row"><i class="lamp" aria-hidden="true"></i>${each.gateway}</th>
    <td>
      ${strings.gatewayStates[each.state] ?? strings.states.unknown}<br /><span class="soft"
        >${heard(age)}</span
      >
    </td>
    ${count('received', each.received)}${count('duplicates', each.duplicates)}${count('pending', each.pending + each.awaited)}${count('lost', each.lost)}
    <td class="count" data-figure="refused">
      ${number(sum(Object.values(each.refused)))}${reasons.length === 0 ? nothing : html`<br /><span class="soft" lang="en">${reasons.join(', ')}</span>`}
    </td>
  </tr>`;
}

function part(name: keyof typeof strings.hubParts, { status, cause }: Part): TemplateResult {
  return html`<li data-part=${name} data-status=${status}>
    <p class="row"><span><i class="lamp" aria-hidden="true"></i>${strings.hubParts[name]}</span><span>${status === 'UP' ? strings.works : strings.worksNot}</span></p>
    ${cause === null || cause === undefined ? nothing : html`<p class="soft" lang="en">${cause}</p>`}
  </li>`;
}
