import type { Site } from '../live/shapes';
import type { Store } from '../live/store';
import { siteApi } from '../shared/address';
import { ask } from '../shared/answer';
import { language } from '../strings/language';
import { gatewaysOf, verdict, type GatewayArrival, type Verdict } from './arrival';
import type { Fleet, Hub, Ledger } from './shapes';

const ASK_AGAIN_MS = 5_000;
// A hub that is not well says so with 503, and how.
const UNWELL = 503;

export interface Seen {
  readonly site: Site;
  readonly hub: Hub;
  readonly gateways: readonly GatewayArrival[];
  readonly verdict: Verdict;
  readonly nowMs: number;
}

// How the last round of questions ended, and what is known: while the hub is out of reach, what was seen before.
export interface HealthState {
  readonly kind: 'asking' | 'signed-out' | 'no-site' | 'unreachable' | 'seen';
  readonly last: Seen | undefined;
}

// Asks the hub again and again while the page is open.
export class HealthFollowing {
  constructor(
    private readonly site: string,
    private readonly store: Store<HealthState>,
  ) {}

  start(): void {
    void this.round();
  }

  private async round(): Promise<void> {
    const next = await this.look();
    this.store.update((before) => (next.kind === 'unreachable' ? { ...next, last: before.last } : next));
    window.setTimeout(() => void this.round(), ASK_AGAIN_MS);
  }

  private async look(): Promise<HealthState> {
    const [site, ledger, fleet, hub] = await Promise.all([
      ask<Site>(siteApi(this.site), language),
      ask<Ledger>(`${siteApi(this.site)}/sequence-ledger`, language),
      ask<Fleet>('/api/v1/gateways', language),
      ask<Hub>('/health', language, UNWELL),
    ]);
    if (site.kind === 'ok' && ledger.kind === 'ok' && fleet.kind === 'ok' && hub.kind === 'ok') {
      const mine = fleet.value.gateways.filter((each) => each.site === this.site);
      const gateways = gatewaysOf(ledger.value.gateways, mine);
      return {
        kind: 'seen',
        last: { site: site.value, hub: hub.value, gateways, verdict: verdict(hub.value, gateways, ledger.value.gateways), nowMs: ledger.servedAtMs },
      };
    }
    return { kind: site.kind === 'signed-out' || site.kind === 'no-site' ? site.kind : 'unreachable', last: undefined };
  }
}
