import type { FleetGateway, Hub, LedgerGateway } from './shapes';

// A gateway as the page shows it: what the fleet says of it and what the ledger counts.
export interface GatewayArrival {
  readonly gateway: string;
  readonly state: string;
  readonly lastHeardMs: number | undefined;
  readonly pending: number;
  readonly received: number;
  readonly duplicates: number;
  // Numbers that may still come, and numbers that never will.
  readonly awaited: number;
  readonly lost: number;
  readonly refused: Readonly<Record<string, number>>;
}

// The page's one sentence, as a value.
export type Verdict =
  | { readonly kind: 'deaf' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'silent'; readonly gateways: readonly GatewayArrival[] }
  | { readonly kind: 'awaited'; readonly count: number }
  | { readonly kind: 'arrived'; readonly sinceMs: number };

const HEARD: ReadonlySet<string> = new Set(['ready', 'init']);

export function gatewaysOf(ledger: readonly LedgerGateway[], fleet: readonly FleetGateway[]): readonly GatewayArrival[] {
  const names = new Set([...fleet.map((each) => each.gateway), ...ledger.map((each) => each.gateway)].filter((name) => name !== ''));
  return [...names].sort().map((name) =>
    arrivalOf(
      name,
      ledger.find((each) => each.gateway === name),
      fleet.find((each) => each.gateway === name),
    ),
  );
}

function arrivalOf(gateway: string, ledger: LedgerGateway | undefined, said: FleetGateway | undefined): GatewayArrival {
  const logs = ledger?.logs ?? [];
  const lost = sum(logs.map((log) => log.dropped));
  const missing = sum(logs.flatMap((log) => log.gaps.filter((gap) => gap.closed === null).map((gap) => gap.to - gap.from + 1)));
  return {
    gateway,
    state: said?.state ?? 'unclaimed',
    lastHeardMs: said?.lastHeard === null || said === undefined ? undefined : Date.parse(said.lastHeard),
    pending: said?.pending ?? 0,
    received: sum(logs.map((log) => log.received)),
    duplicates: sum(logs.map((log) => log.duplicates)),
    awaited: Math.max(0, missing - lost),
    lost,
    refused: ledger?.rejected ?? {},
  };
}

// What weighs most comes first: a hub that hears nobody, then gateways that are not heard, then what is still on its way.
export function verdict(hub: Hub, gateways: readonly GatewayArrival[], ledger: readonly LedgerGateway[]): Verdict {
  if (hub.details.broker.status !== 'UP' || hub.details.journal.status !== 'UP') {
    return { kind: 'deaf' };
  }
  const silent = gateways.filter((each) => !HEARD.has(each.state) && each.state !== 'unclaimed');
  const sinceMs = since(ledger);
  if (sinceMs === undefined && silent.length === gateways.length) {
    return { kind: 'nothing' };
  }
  if (silent.length > 0) {
    return { kind: 'silent', gateways: silent };
  }
  const count = sum(gateways.map((each) => each.awaited + each.pending));
  if (count > 0) {
    return { kind: 'awaited', count };
  }
  return sinceMs === undefined ? { kind: 'nothing' } : { kind: 'arrived', sinceMs };
}

// After the latest loss, or from the first number on where nothing was lost.
function since(ledger: readonly LedgerGateway[]): number | undefined {
  const logs = ledger.flatMap((each) => each.logs);
  const losses = logs.flatMap((log) => log.gaps.filter((gap) => gap.closed === null).map((gap) => Date.parse(gap.noticed)));
  const beginnings = logs.flatMap((log) => (log.began === null ? [] : [Date.parse(log.began)]));
  return losses.length > 0 ? Math.max(...losses) : beginnings.length > 0 ? Math.min(...beginnings) : undefined;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
