import { language, locale, strings } from './language';

const AGO = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
const NUMBER = new Intl.NumberFormat(locale);
const PERCENT = new Intl.NumberFormat(locale, { style: 'percent' });

interface Clockface {
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly dayAndTime: Intl.DateTimeFormat;
}

// To make a format takes a hundred times as long as to use it, and a plan of 500 desks says 500 times.
const CLOCKFACES = new Map<string | undefined, Clockface>();

function clockface(timeZone: string | undefined): Clockface {
  const zone = timeZone === undefined ? {} : { timeZone };
  const face = CLOCKFACES.get(timeZone) ?? {
    day: new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'short' }),
    time: new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' }),
    dayAndTime: new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short', dateStyle: 'medium' }),
  };
  CLOCKFACES.set(timeZone, face);
  return face;
}
const JUST_NOW_MS = 5_000;

// "12 seconds ago", in the page's language.
export function ago(ms: number): string {
  if (!Number.isFinite(ms)) {
    return '–';
  }
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) {
    return AGO.format(-seconds, 'second');
  }
  if (seconds < 3600) {
    return AGO.format(-Math.floor(seconds / 60), 'minute');
  }
  return seconds < 86_400 ? AGO.format(-Math.floor(seconds / 3600), 'hour') : AGO.format(-Math.floor(seconds / 86_400), 'day');
}

// When somebody was last heard, in a sentence; an age that is not known: never.
export function heard(ms: number | undefined): string {
  return ms === undefined ? strings.heardNever : isJustNow(ms) ? strings.heardNow : strings.heardAgo(ago(ms));
}

export function isJustNow(ms: number): boolean {
  return ms < JUST_NOW_MS;
}

// A time of day where the site is, with the date when that is not today.
export function timeAt(instant: string, nowMs: number, timeZone: string | undefined): string {
  const at = Date.parse(instant);
  if (!Number.isFinite(at)) {
    return '–';
  }
  const { day, time, dayAndTime } = clockface(timeZone);
  return (day.format(at) === day.format(nowMs) ? time : dayAndTime).format(at);
}

export function dayAt(ms: number, timeZone: string | undefined): string {
  return clockface(timeZone).day.format(ms);
}

export function number(value: number): string {
  return NUMBER.format(value);
}

export function percent(share: number): string {
  return PERCENT.format(share);
}
