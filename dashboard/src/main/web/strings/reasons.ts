import { strings } from './language';

// The hub states its reasons in short English phrases; this says those it knows in the page's language, and others as that language
// sees fit: no phrase of the hub stands untranslated on a page in another language.
// @param time writes an instant as a time where the site is
export function reasonText(reason: string, time: (instant: string) => string): string {
  const { reasons } = strings;
  const phrase = reason.replace(/ \(log-odds [^)]*\)$/, '');
  const fixed: Readonly<Record<string, string>> = {
    'never watched': reasons.neverWatched,
    'not watched since the start': reasons.neverWatched,
    'sensor fault since the start': reasons.fault,
    'seen before a break': reasons.seenBeforeBreak,
    motion: reasons.motion,
    'no motion': reasons.noMotion,
  };
  const [, what, since = ''] = /^(not watched|sensor fault) since (.+)$/.exec(phrase) ?? [];
  const dated = what === undefined ? undefined : what === 'sensor fault' ? reasons.faultSince(time(since)) : reasons.notWatchedSince(time(since));
  return fixed[phrase] ?? dated ?? sensed(phrase);
}

function sensed(phrase: string): string {
  const { reasons, sensors, anySensor } = strings;
  const [, what = '', minutes] = /^(.+?)(?: for (-?\d+) min)?$/.exec(phrase) ?? [];
  const length = minutes === undefined ? 0 : Math.max(0, Number(minutes));
  if (what === 'nothing seen') {
    return reasons.nothingSeen;
  }
  if (what === 'undecided') {
    return reasons.undecidedFor(length);
  }
  if (what === 'no motion') {
    return length === 0 ? reasons.noMotion : reasons.noMotionFor(length);
  }
  const [, kind = '', sign] = /^(\S+) (present|absent)$/.exec(what) ?? [];
  const sensor = sensors[kind.replace('_', '-')] ?? anySensor;
  if (sign === 'present') {
    return reasons.present(sensor);
  }
  if (sign === 'absent') {
    return length === 0 ? reasons.absent(sensor) : reasons.absentFor(sensor, length);
  }
  return reasons.other(phrase);
}
