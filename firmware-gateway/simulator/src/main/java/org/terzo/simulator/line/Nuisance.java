package org.terzo.simulator.line;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Fault.Ailing;

/// What a sensor sees although nobody is there: a fan, or the sun.
public final class Nuisance {
    private static final LocalTime SUN_FROM = LocalTime.of(9, 30);
    private static final LocalTime SUN_TO = LocalTime.of(15, 30);

    private final ZoneId timeZone;
    private final Chance chance;

    public Nuisance(ZoneId timeZone, Chance chance) {
        this.timeZone = timeZone;
        this.chance = chance;
    }

    /// Adds to the line what `ailing` does to it from `begin` to `end`.
    public void disturb(Ailing ailing, Instant begin, Instant end, Sweep line) {
        Instant from = ailing.from().isAfter(begin) ? ailing.from() : begin;
        Instant to = ailing.to().isBefore(end) ? ailing.to() : end;
        switch (ailing.what()) {
            case GHOST -> ghost(from, to, line);
            case SUN -> sun(from, to, line);
            case STUCK, INVERTED, DEAF, DEAD, SWAPPED_DIRECTION, BLOCKED -> {
                // nothing is seen that is not there
            }
        }
    }

    /// A fan runs for hours, and the radar sees it most of the time.
    private void ghost(Instant from, Instant to, Sweep line) {
        for (Instant at = from.plus(chance.minutes(0, 40)); at.isBefore(to); at = at.plus(chance.minutes(20, 100))) {
            Instant stops = at.plus(chance.minutes(40, 240));
            while (at.isBefore(stops) && at.isBefore(to)) {
                Duration seen = Chance.ofSeconds(5 + chance.exponential(240));
                Instant until = at.plus(seen).isBefore(to) ? at.plus(seen) : to;
                line.hold(at, until);
                at = until.plus(Chance.ofSeconds(2 + chance.exponential(30)));
            }
        }
    }

    /// Clouds come and go: flicker for some minutes, quiet for some.
    private void sun(Instant from, Instant to, Sweep line) {
        Instant at = from;
        while (at.isBefore(to)) {
            Instant clouded = at.plus(chance.minutes(4, 30));
            while (at.isBefore(clouded) && at.isBefore(to)) {
                if (shines(at)) {
                    line.hold(at, at.plus(chance.seconds(2, 9)));
                }
                at = at.plus(Chance.ofSeconds(6 + chance.exponential(28)));
            }
            at = at.plus(chance.minutes(3, 35));
        }
    }

    private boolean shines(Instant at) {
        LocalTime time = at.atZone(timeZone).toLocalTime();
        return !time.isBefore(SUN_FROM) && time.isBefore(SUN_TO);
    }
}
