import { deskState, type LiveState } from '../live/state';
import { strings } from '../strings/language';
import { reasonText } from '../strings/reasons';
import { dayAt, percent, timeAt } from '../strings/times';
import type { Desk, Headcount } from '../live/shapes';

export function siteTime(state: LiveState, instant: string): string {
  return timeAt(instant, state.nowMs, state.site?.timeZone);
}

// Times of another day are written with their date, so they read otherwise when the day ends.
export function today(state: LiveState): string {
  return dayAt(state.nowMs, state.site?.timeZone);
}

// What a screen reader says of a desk.
export function spokenDesk(state: LiveState, desk: Desk): string {
  const now = deskState(state, desk.desk);
  const sentence = strings.deskStates[now](desk.label);
  const since = state.desks.get(desk.desk)?.since;
  return now === 'unknown' || since === undefined ? sentence : `${sentence} ${strings.since(siteTime(state, since))}`;
}

export function reasonOf(state: LiveState, desk: string): string {
  const report = state.desks.get(desk);
  return report === undefined ? strings.readNever : reasonText(report, (instant) => siteTime(state, instant));
}

// Nobody is ever wholly certain.
const MOST_CERTAIN = 0.99;

// How sure the hub is, in words and in figures.
export function sureness(confidence: number): string {
  const share = percent(Math.min(confidence, MOST_CERTAIN));
  if (confidence >= 0.95) {
    return strings.sure.almostCertain(share);
  }
  return confidence >= 0.75 ? strings.sure.likely(share) : strings.sure.doubtful(share);
}

// "11–12–14", or "?" when nobody knows.
export function interval(headcount: Headcount): string {
  const { low, best, high } = headcount;
  return low === null || best === null || high === null ? '?' : `${low}–${best}–${high}`;
}

export function spokenHeadcount(headcount: Headcount, capacity: number | null): string {
  const { low, best, high } = headcount;
  const people = low === null || best === null || high === null ? strings.peopleUnknown : strings.people(low, best, high);
  return capacity === null ? people : `${people} ${strings.ofCapacity(capacity)}`;
}
