import type { DeskReport } from '../live/shapes';
import { strings } from './language';

// Why a desk is as it is, in the page's language. A kind that only a newer hub knows is said as that language sees fit: no phrase of the
// hub stands untranslated on a page in another language.
// @param time writes an instant as a time where the site is
export function reasonText({ why, reason }: DeskReport, time: (instant: string) => string): string {
  const { reasons, sensors, anySensor } = strings;
  const minutes = Math.max(0, why?.minutes ?? 0);
  const since = why?.since ?? undefined;
  const sensor = sensors[why?.sensor?.replace('_', '-') ?? ''] ?? anySensor;
  switch (why?.kind) {
    case 'motion':
      return reasons.motion;
    case 'present':
      return reasons.present(sensor);
    case 'no-motion':
      return minutes === 0 ? reasons.noMotion : reasons.noMotionFor(minutes);
    case 'absent':
      return minutes === 0 ? reasons.absent(sensor) : reasons.absentFor(sensor, minutes);
    case 'seen-before':
      return reasons.seenBeforeBreak;
    case 'nothing-seen':
      return reasons.nothingSeen;
    case 'undecided':
      return reasons.undecidedFor(minutes);
    case 'unwatched':
      return since === undefined ? reasons.neverWatched : reasons.notWatchedSince(time(since));
    case 'fault':
      return since === undefined ? reasons.fault : reasons.faultSince(time(since));
    case 'stuck':
      return since === undefined ? reasons.stuck : reasons.stuckSince(time(since));
    case 'never-watched':
      return reasons.neverWatched;
    default:
      return reasons.other(reason);
  }
}
