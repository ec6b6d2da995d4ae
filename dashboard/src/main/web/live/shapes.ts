// What the hub answers, as its API describes it.

export type DeskState = 'free' | 'held' | 'occupied' | 'unknown';

export const DESK_STATES: readonly DeskState[] = ['free', 'held', 'occupied', 'unknown'];

// Metres from the plan's upper left corner.
export type Point = readonly [number, number];

// All three are null when nobody knows.
export interface Headcount {
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
}

export interface Zone {
  readonly zone: string;
  readonly name: string;
  readonly kind: string;
  readonly capacity: number | null;
  readonly outline: readonly Point[];
}

export interface Desk {
  readonly desk: string;
  readonly zone: string;
  readonly label: string;
  readonly at: Point | null;
  readonly amenities: readonly string[];
  readonly sensors?: readonly string[];
  readonly assigned: boolean;
}

export interface Door {
  readonly door: string;
  readonly from: string;
  readonly to: string;
  readonly at: Point | null;
  readonly sensors?: readonly string[];
}

export interface Sensor {
  readonly sensor: string;
  readonly gateway: string;
}

export interface Site {
  readonly site: string;
  readonly revision: number;
  readonly name: string;
  readonly timeZone: string;
  readonly capacity: number;
  readonly plan: { readonly width: number; readonly height: number } | null;
  readonly zones: readonly Zone[];
  readonly desks: readonly Desk[];
  readonly doors: readonly Door[];
  readonly sensors?: readonly Sensor[];
}

// What `reason` says in English, in parts; a kind that this version does not know may come.
export interface Why {
  readonly kind: string;
  readonly sensor: string | null;
  readonly minutes: number | null;
  readonly logOdds: number | null;
  readonly since: string | null;
}

export interface DeskReport {
  readonly desk: string;
  readonly zone: string;
  readonly state: DeskState;
  readonly since: string;
  readonly confidence: number;
  readonly reason: string;
  readonly observedAt: string | null;
  readonly validUntil: string;
  readonly why?: Why;
}

// Without a zone it speaks of the site as a whole.
export interface ZoneReport {
  readonly zone?: string | null;
  readonly headcount: Headcount;
  readonly capacity: number | null;
  readonly quality: string;
  readonly observedAt?: string | null;
  readonly validUntil?: string;
}

export interface GatewayReport {
  readonly gateway: string;
  readonly state: string;
  readonly lastHeard: string | null;
  readonly pending: number | null;
}

export interface Alert {
  readonly id: string;
  readonly sensor: string;
  readonly gateway: string;
  readonly text: string;
  readonly from: string;
  readonly to: string | null;
  readonly state: string;
}

export interface Live {
  readonly asOf: string;
  readonly desks: readonly DeskReport[];
  readonly zones: readonly ZoneReport[];
  readonly gateways: readonly GatewayReport[];
  // Null where nobody counts who comes in.
  readonly site?: ZoneReport | null;
}

export interface FreeDesk {
  readonly desk: string;
  readonly label: string;
  readonly state: DeskState;
  readonly since: string;
  readonly amenities: readonly string[];
}

export interface FreeZone {
  readonly zone: string;
  readonly name: string;
  readonly free: number;
  readonly unknown: number;
  readonly headcount: Headcount;
  readonly capacity: number | null;
  readonly desks: readonly FreeDesk[];
}

export interface FreeDesks {
  readonly name?: string;
  readonly timeZone?: string;
  readonly asOf: string;
  readonly open: boolean | null;
  readonly free: { readonly certain: number; readonly possible: number };
  readonly unknown: number;
  readonly rule: string;
  readonly zones: readonly FreeZone[];
}
