import type { Alert, Desk, DeskReport, DeskState, GatewayReport, Headcount, Live, Site, Zone, ZoneReport } from './shapes';
import { DESK_STATES } from './shapes';
import type { Connection } from './stream';

// What the manager's page knows. Only `reduce` and the page's own gestures make a new one.
export interface LiveState {
  readonly site: Site | undefined;
  readonly problem: 'none' | 'signed-out' | 'no-site' | 'unreachable';
  readonly connection: Connection;
  readonly lostSinceMs: number | undefined;
  readonly nowMs: number;
  readonly desks: ReadonlyMap<string, DeskReport>;
  readonly zones: ReadonlyMap<string, ZoneReport>;
  readonly gateways: ReadonlyMap<string, GatewayReport>;
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly view: 'plan' | 'table';
  readonly selected: string | undefined;
  readonly pointed: string | undefined;
}

export const NOTHING_KNOWN: LiveState = {
  site: undefined,
  problem: 'none',
  connection: 'connecting',
  lostSinceMs: undefined,
  nowMs: Date.now(),
  desks: new Map(),
  zones: new Map(),
  gateways: new Map(),
  alerts: new Map(),
  view: 'plan',
  selected: undefined,
  pointed: undefined,
};

export const EVENT_NAMES = ['snapshot', 'desk', 'zone', 'site', 'gateway', 'alert', 'heartbeat'] as const;

// A report that names no zone, or names the site, counts everybody in it.
const WHOLE_SITE = '';
// A gateway is heard at least so often; later it is silent, whatever it said last.
const GATEWAY_SILENT_MS = 75_000;

const UNKNOWN_HEADCOUNT: Headcount = { low: null, best: null, high: null };

export interface LiveEvent {
  readonly name: string;
  readonly data: unknown;
}

// What is known after events that came together, in their order. A snapshot replaces what came before it, but for alerts.
export function reduce(state: LiveState, events: readonly LiveEvent[]): LiveState {
  const newest = events.findLastIndex(({ name }) => name === 'snapshot');
  const start = newest < 0 ? state : replaced(state, events[newest]?.data as Live);
  const later = events.slice(newest + 1);
  return {
    ...start,
    desks: withAll(start.desks, later, 'desk', (report) => report.desk),
    zones: withAll(withAll(start.zones, later, 'zone', zoneKey), later, 'site', () => WHOLE_SITE),
    gateways: withAll(start.gateways, later, 'gateway', (report) => report.gateway),
    alerts: withAll(start.alerts, events, 'alert', (alert) => alert.id),
  };
}

function replaced(state: LiveState, live: Live): LiveState {
  return {
    ...state,
    desks: new Map(live.desks.map((each) => [each.desk, each])),
    zones: new Map([...live.zones, ...(live.site ? [live.site] : [])].map((each) => [zoneKey(each), each])),
    gateways: new Map(live.gateways.map((each) => [each.gateway, each])),
  };
}

function zoneKey(report: ZoneReport): string {
  return report.zone ?? WHOLE_SITE;
}

// Copied once, whatever the number of events; the same where nothing of that name came.
function withAll<V>(all: ReadonlyMap<string, V>, events: readonly LiveEvent[], wanted: string, keyOf: (value: V) => string): ReadonlyMap<string, V> {
  const values = events.filter(({ name }) => name === wanted).map(({ data }) => data as V);
  return values.length === 0 ? all : new Map([...all, ...values.map((value) => [keyOf(value), value] as const)]);
}

// A state that a newer hub may add is not one to guess at.
export function known(state: string): DeskState {
  return DESK_STATES.find((each) => each === state) ?? 'unknown';
}

// A report past its time says nothing any more.
export function deskState(state: LiveState, desk: string): DeskState {
  const report = state.desks.get(desk);
  if (report === undefined || hasPassed(report.validUntil, state.nowMs)) {
    return 'unknown';
  }
  return known(report.state);
}

// The hub claimed to know, and that time is over.
export function isExpired(state: LiveState, desk: string): boolean {
  const report = state.desks.get(desk);
  return report !== undefined && report.state !== 'unknown' && hasPassed(report.validUntil, state.nowMs);
}

export function headcount(state: LiveState, zone: string): Headcount {
  const report = state.zones.get(zone);
  if (report === undefined || (report.validUntil !== undefined && hasPassed(report.validUntil, state.nowMs))) {
    return UNKNOWN_HEADCOUNT;
  }
  return report.headcount;
}

// Undefined: the hub does not count the site as a whole.
export function siteHeadcount(state: LiveState): Headcount | undefined {
  const key = [WHOLE_SITE, state.site?.site ?? WHOLE_SITE].find((each) => state.zones.has(each));
  return key === undefined || zoneOf(state, key) !== undefined ? undefined : headcount(state, key);
}

// Where no door has a counter and no room has sensors, nobody counts; that is no lack of knowledge.
export function isCounted(state: LiveState, zone: Zone): boolean {
  const byDoor = state.site?.doors.some(({ from, to, sensors }) => (from === zone.zone || to === zone.zone) && sensors?.length !== 0);
  return byDoor === true || zone.kind === 'room' || headcount(state, zone.zone).best !== null;
}

// What a gateway says of itself holds only while it is heard.
export function gatewayState(state: LiveState, gateway: GatewayReport): string {
  if (state.connection === 'lost') {
    return 'unknown';
  }
  const isSilent = gateway.lastHeard !== null && state.nowMs - Date.parse(gateway.lastHeard) > GATEWAY_SILENT_MS;
  return gateway.state === 'ready' && isSilent ? 'silent' : gateway.state;
}

// The gateways to which a desk's sensors are wired.
export function gatewaysOf(state: LiveState, desk: Desk): readonly string[] {
  const wired = state.site?.sensors?.filter(({ sensor }) => desk.sensors?.includes(sensor)) ?? [];
  return [...new Set(wired.map(({ gateway }) => gateway))];
}

// A time that cannot be read is past: what cannot be checked is not shown as known.
function hasPassed(instant: string, nowMs: number): boolean {
  return !(Date.parse(instant) > nowMs);
}

// Milliseconds since the newest reading of a desk; undefined: there was none.
export function readingAgeMs(state: LiveState, desk: string): number | undefined {
  const observedAt = state.desks.get(desk)?.observedAt;
  return observedAt === undefined || observedAt === null ? undefined : Math.max(0, state.nowMs - Date.parse(observedAt));
}

export function counts(state: LiveState): Record<DeskState, number> {
  const result: Record<DeskState, number> = { free: 0, held: 0, occupied: 0, unknown: 0 };
  for (const desk of state.site?.desks ?? []) {
    result[deskState(state, desk.desk)] += 1;
  }
  return result;
}

export function deskOf(state: LiveState, id: string | undefined): Desk | undefined {
  return state.site?.desks.find((desk) => desk.desk === id);
}

export function zoneOf(state: LiveState, id: string): Zone | undefined {
  return state.site?.zones.find((zone) => zone.zone === id);
}

export function openAlerts(state: LiveState): readonly Alert[] {
  return [...state.alerts.values()].filter((alert) => alert.state === 'open' || alert.state === 'acknowledged');
}
