import { html, nothing, type TemplateResult } from 'lit';
import type { GatewayReport, Zone } from '../live/shapes';
import { headcount, openAlerts, type LiveState } from '../live/state';
import { View } from '../shared/view';
import { strings } from '../strings/language';
import { ago } from '../strings/times';
import { interval, siteTime, spokenHeadcount } from './describe';

// Zones, alerts and gateways, beside the plan.
export class SideView extends View {
  static override properties = { state: { attribute: false } };
  declare state: LiveState;

  protected override render(): TemplateResult {
    return html`${this.alerts()}
      <section class="card">
        <h2>${strings.zones}</h2>
        <ul class="rows">
          ${this.state.site?.zones.map((zone) => this.zone(zone))}
        </ul>
      </section>
      <section class="card">
        <h2>${strings.gateways}</h2>
        ${this.state.gateways.size === 0
          ? html`<p class="soft">${strings.noGateways}</p>`
          : html`<ul class="rows">
              ${[...this.state.gateways.values()].map((gateway) => this.gateway(gateway))}
            </ul>`}
      </section>`;
  }

  private zone(zone: Zone): TemplateResult {
    const now = headcount(this.state, zone.zone);
    const spoken = spokenHeadcount(now, zone.capacity);
    const isFull = zone.capacity !== null && now.best !== null && now.best >= zone.capacity;
    return html`<li data-zone=${zone.zone}>
      <p class="row">
        <span>${zone.name}${isFull ? html` <em class="full">${strings.full}</em>` : nothing}</span>
        <span class="figure" title=${spoken} aria-hidden="true"
          ><b>${interval(now)}</b>${zone.capacity === null ? nothing : html`<span class="soft"> / ${zone.capacity}</span>`}</span
        >
        <span class="hidden">${spoken}</span>
      </p>
      ${zone.capacity === null ? nothing : bar(now.low, now.best, now.high, zone.capacity)}
    </li>`;
  }

  private gateway(gateway: GatewayReport): TemplateResult {
    const { state } = this;
    const heard = gateway.lastHeard;
    const cut = state.connection === 'lost';
    return html`<li data-gateway=${gateway.gateway} data-gateway-state=${cut ? 'unknown' : gateway.state}>
      <p class="row">
        <span><i class="lamp" aria-hidden="true"></i>${gateway.gateway}</span>
        <span>${cut ? strings.states.unknown : (strings.gatewayStates[gateway.state] ?? gateway.state)}</span>
      </p>
      <p class="soft">
        ${heard === null ? strings.heardNever : strings.heardAgo(ago(Math.max(0, state.nowMs - Date.parse(heard))))}
        ${gateway.pending === null || gateway.pending === 0 ? nothing : strings.pending(gateway.pending)}
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
