package org.terzo.hub.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.site.OpeningHours;
import org.terzo.hub.site.Site;

/// How right an answer is about desks, looked at in the middle of every half minute. `unknown` counts apart.
final class DeskScore {
    private static final Duration SLOT = Duration.ofSeconds(30);
    private static final Duration WALK = Duration.ofMinutes(3);

    private long looks;
    private long stated;
    private long hits;
    private long falseTaken;
    private long missed;
    private long shownFree;
    private long foundTaken;
    private long changes;
    private Duration watched = Duration.ZERO;

    static DeskScore of(Day day, Answered answer, List<Site.Desk> desks) {
        DeskScore score = new DeskScore();
        Openness open = OpeningHours.of(day.site()).map(hours -> (Openness) hours::isOpen).orElse(_ -> true);
        for (Site.Desk desk : desks) {
            String id = desk.id().value();
            score.add(answer.desk(id), day.truth().desk(id), day.from(), day.until(), open);
        }
        return score;
    }

    /// @param open when somebody would look for a free desk
    private void add(Steps<Said> said, Steps<Boolean> taken, Instant from, Instant until, Openness open) {
        boolean before = false;
        for (Instant at = from.plus(SLOT.dividedBy(2)); at.isBefore(until); at = at.plus(SLOT)) {
            boolean isTaken = taken.at(at).orElse(false);
            Said now = said.at(at).orElse(Said.NOTHING);
            boolean isSaid = now.state() == DeskState.OCCUPIED;
            looks++;
            if (now.state() != DeskState.UNKNOWN) {
                changes += isSaid == before ? 0 : 1;
                before = isSaid;
                state(isSaid, isTaken);
                if (now.state() == DeskState.FREE && open.isOpen(at)) {
                    shownFree++;
                    foundTaken += taken.at(at.plus(WALK)).orElse(false) ? 1 : 0;
                }
            }
        }
        watched = watched.plus(Duration.between(from, until));
    }

    /// When a site is open.
    private interface Openness {
        boolean isOpen(Instant at);
    }

    private void state(boolean isSaid, boolean isTaken) {
        stated++;
        hits += isSaid && isTaken ? 1 : 0;
        falseTaken += isSaid && !isTaken ? 1 : 0;
        missed += !isSaid && isTaken ? 1 : 0;
    }

    /// Share of the stated that is right.
    double accuracy() {
        return 1 - (double) (falseTaken + missed) / stated;
    }

    /// Of "occupied".
    double f1() {
        return 2.0 * hits / (2.0 * hits + falseTaken + missed);
    }

    double changesADay() {
        return changes / (watched.toSeconds() / 86_400.0);
    }

    /// Share by which the occupied hours are said too high; negative: too low.
    double hoursBias() {
        return (double) (falseTaken - missed) / (hits + missed);
    }

    /// Of looks at a desk that is shown free while the site is open: somebody sits there three minutes later.
    double falseFree() {
        return shownFree == 0 ? 0 : (double) foundTaken / shownFree;
    }

    double unknown() {
        return 1 - (double) stated / looks;
    }

    /// Share of the time said to be occupied while nobody sits there.
    double falseOccupied() {
        return (double) falseTaken / stated;
    }
}
