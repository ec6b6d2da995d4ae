import type { FreeDesk, FreeDesks, FreeZone } from '../live/shapes';
import type { Connection } from '../live/stream';

// What the members' page knows.
export interface MemberState {
  readonly answer: FreeDesks | undefined;
  readonly problem: 'none' | 'signed-out' | 'no-site' | 'unreachable';
  readonly connection: Connection;
  // The age that the answer had when it arrived, and when that was.
  readonly ageAtArrivalMs: number;
  readonly arrivedAtMs: number;
  readonly nowMs: number;
  readonly wanted: ReadonlySet<string>;
}

// A gateway unheard for so long says nothing about now, and neither does an answer.
const GOOD_FOR_MS = 75_000;

export const NOTHING_ASKED: MemberState = {
  answer: undefined,
  problem: 'none',
  connection: 'connecting',
  ageAtArrivalMs: 0,
  arrivedAtMs: 0,
  nowMs: Date.now(),
  wanted: new Set(),
};

export function ageMs(state: MemberState): number {
  return state.ageAtArrivalMs + Math.max(0, state.nowMs - state.arrivedAtMs);
}

// Past its time an answer is history: nothing in it may be shown as free.
export function isStale(state: MemberState): boolean {
  return ageMs(state) > GOOD_FOR_MS;
}

export function amenitiesOf(answer: FreeDesks): readonly string[] {
  return [...new Set(answer.zones.flatMap((zone) => zone.desks.flatMap((desk) => desk.amenities)))].sort();
}

export function isWanted(desk: FreeDesk, wanted: ReadonlySet<string>): boolean {
  return [...wanted].every((amenity) => desk.amenities.includes(amenity));
}

export function desksIn(zone: FreeZone, state: FreeDesk['state'], wanted: ReadonlySet<string>): readonly FreeDesk[] {
  return zone.desks.filter((desk) => desk.state === state && isWanted(desk, wanted));
}
