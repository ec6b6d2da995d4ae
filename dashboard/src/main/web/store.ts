/// What the hub last said of one site, as one immutable value.
export type State = 'free' | 'held' | 'occupied' | 'unknown';
export type Desk = { desk: string; zone: string; state: State; since: string; confidence: number; reason: string; observedAt: string | null; validUntil: string };
export type Headcount = { low: number | null; best: number | null; high: number | null };
export type Zone = { zone: string; headcount: Headcount; capacity: number | null; validUntil: string };
export type Gateway = { gateway: string; state: string; lastHeard: string | null; pending: number | null };
export type Live = { asOf: string; desks: Desk[]; zones: Zone[]; gateways: Gateway[]; connected: boolean };

const nothing: Live = { asOf: '', desks: [], zones: [], gateways: [], connected: false };

/// Follows the stream; each event makes a new value. An answer past its time is unknown, whoever gave it.
export function follow(site: string, view: string, changed: (live: Live) => void): void {
  let live = nothing;
  const next = (part: Partial<Live>) => changed((live = { ...live, ...part }));
  const source = new EventSource(`/api/v1/sites/${site}/live/stream${view}`);
  const on = (name: string, take: (data: any) => Partial<Live>) =>
    source.addEventListener(name, event => next({ ...take(JSON.parse((event as MessageEvent).data)), connected: true }));
  on('snapshot', data => data);
  on('desk', (desk: Desk) => ({ desks: replaced(live.desks, desk, d => d.desk), asOf: new Date().toISOString() }));
  on('zone', (zone: Zone) => ({ zones: replaced(live.zones, zone, z => z.zone) }));
  on('gateway', (gateway: Gateway) => ({ gateways: replaced(live.gateways, gateway, g => g.gateway) }));
  on('heartbeat', data => ({ asOf: data.asOf }));
  source.addEventListener('error', () => next({ connected: false }));
  setInterval(() => next({}), 1_000);
}

export function shown(desk: Desk | undefined): State {
  return desk && Date.parse(desk.validUntil) >= Date.now() ? desk.state : 'unknown';
}

function replaced<T>(items: T[], item: T, id: (item: T) => string): T[] {
  return items.some(each => id(each) === id(item)) ? items.map(each => (id(each) === id(item) ? item : each)) : [...items, item];
}
