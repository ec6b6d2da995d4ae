import { html, nothing, type TemplateResult } from 'lit';
import type { GatewayReport, Headcount, Zone } from '../live/shapes';
import { gatewayState, headcount, isCounted, openAlerts, siteHeadcount, type LiveState } from '../live/state';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { heard } from '../strings/times';
import { siteTime, spokenHeadcount } from './describe';

// Zones, alerts and gateways, beside the plan.
export class SideView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;

  protected override render(): TemplateResult {
    return html`${this.alerts()}
      <section class="card">
        <h2>${strings.zones}</h2>
        <ul class="rows">
          ${this.wholeSite()} ${this.state.site?.zones.map((zone) => this.zone(zone))}
        </ul>
      </section>
      <section class="card">
        <h2>${strings.gateways}</h2>
        ${this.state.gateways.size === 0
          ? html`<p class="soft">${strings.noGateways}</p>`
          : html`<ul class="rows">
              ${[...this.state.gateways.values()].map((gateway) => this.gateway(gateway))}
            </ul>`}
        <p class="more"><a href="/manage/${this.state.site?.site}/health${location.search}">${strings.healthLink}</a></p>
      </section>`;
  }

  private wholeSite(): TemplateResult | typeof nothing {
    const everybody = siteHeadcount(this.state);
    return everybody === undefined ? nothing : people('', strings.wholeSite, everybody, this.state.site?.capacity ?? null);
  }

  private zone(zone: Zone): TemplateResult {
    if (isCounted(this.state, zone)) {
      return people(zone.zone, zone.name, headcount(this.state, zone.zone), zone.capacity);
    }
    return html`<li data-zone=${zone.zone}>
      <p class="row"><span>${zone.name}</span><span class="soft">${strings.notCounted}</span></p>
    </li>`;
  }

  private gateway(gateway: GatewayReport): TemplateResult {
    const shown = gatewayState(this.state, gateway);
    const { lastHeard, pending } = gateway;
    const age = lastHeard === null ? undefined : Math.max(0, this.state.nowMs - Date.parse(lastHeard));
    return html`<li data-gateway=${gateway.gateway} data-gateway-state=${shown}>
      <p class="row">
        <span><i class="lamp" aria-hidden="true"></i>${gateway.gateway}</span>
        <span>${strings.gatewayStates[shown] ?? strings.states.unknown}</span>
      </p>
      <p class="soft">
        ${heard(age)}
        ${pending === null || pending === 0 ? nothing : strings.pending(pending)}
      </p>
    </li>`;
  }

  private alerts(): TemplateResult | typeof nothing {
    const open = openAlerts(this.state);
    if (open.length === 0) {
      return nothing;
    }
    return html`<section class="card alerts">
      <h2>${strings.alerts}</h2>
      <ul class="rows">
        ${open.map((alert) => html`<li data-alert=${alert.id}><p>${alert.text}</p><p class="soft">${strings.since(siteTime(this.state, alert.from))}</p></li>`)}
      </ul>
    </section>`;
  }
}

function people(zone: string, name: string, now: Headcount, capacity: number | null): TemplateResult {
  const spoken = spokenHeadcount(now, capacity);
  const isFull = capacity !== null && now.best !== null && now.best >= capacity;
  return html`<li data-zone=${zone}>
    <p class="row">
      <span>${name}${isFull ? html` <em class="full">${strings.full}</em>` : nothing}</span>
      <span class="figure" title=${spoken} aria-hidden="true">
        ${now.best === null ? html`<b>?</b>` : html`${now.low}–<b>${now.best}</b>–${now.high}`}${capacity === null ? nothing : html` / ${capacity}`}
      </span>
      <span class="hidden">${spoken}</span>
    </p>
    ${capacity === null ? nothing : bar(now.low, now.best, now.high, capacity)}
  </li>`;
}

// The interval as a band over the capacity, the best guess as a line in it.
function bar(low: number | null, best: number | null, high: number | null, capacity: number): TemplateResult {
  const share = (people: number): number => Math.min(100, (100 * people) / Math.max(1, capacity));
  if (low === null || best === null || high === null) {
    return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4" /></svg>`;
  }
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="4" />
    <rect class="band" x=${share(low)} width=${Math.max(1, share(high) - share(low))} height="4" />
    <rect class="best" x=${Math.max(0, share(best) - 0.6)} width="1.2" height="4" />
  </svg>`;
}
