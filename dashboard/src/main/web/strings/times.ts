import { language, locale } from './language';

const AGO = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
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

export function isJustNow(ms: number): boolean {
  return ms < JUST_NOW_MS;
}

// A time of day where the site is, with the date when that is not today.
export function timeAt(instant: string, nowMs: number, timeZone: string | undefined): string {
  const at = Date.parse(instant);
  if (!Number.isFinite(at)) {
    return '–';
  }
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'short' });
  const sameDay = day.format(at) === day.format(nowMs);
  return new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short', ...(sameDay ? {} : { dateStyle: 'medium' }) }).format(at);
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
}
