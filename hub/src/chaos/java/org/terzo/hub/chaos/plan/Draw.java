package org.terzo.hub.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Draws which faults come together, to whom, and how long they last.
final class Draw {
    /// Longer than every time-out of hub, gateways and broker.
    static final Duration LONG = Duration.ofSeconds(65);

    private static final int SHORTEST_MS = 1_000;
    private static final int LONGEST_MS = 5_000;
    private static final int LONGEST_CALM_MS = 2_500;
    private static final int MOST_AT_ONCE = 3;

    private final Random random;
    private final int gateways;

    Draw(Random random, int gateways) {
        this.random = random;
        this.gateways = gateways;
    }

    /// As many at once as can be, for each takes more than a minute.
    List<Round> outlasting(List<FaultKind> kinds) {
        return rounds(kinds, () -> true, () -> LONG);
    }

    /// As many at once as can be, for until a time-out has passed there is nothing to be seen.
    List<Round> leavingDead(List<FaultKind> kinds) {
        return rounds(kinds, () -> true, () -> between(SHORTEST_MS, LONGEST_MS));
    }

    /// One, two or three at once.
    List<Round> passing(List<FaultKind> kinds) {
        return rounds(kinds, () -> random.nextInt(3) > 0, () -> between(SHORTEST_MS, LONGEST_MS));
    }

    private List<Round> rounds(List<FaultKind> kinds, Supplier<Boolean> joins, Supplier<Duration> length) {
        List<FaultKind> waiting = new ArrayList<>(kinds);
        List<Round> rounds = new ArrayList<>();
        while (!waiting.isEmpty()) {
            rounds.add(new Round(between(SHORTEST_MS, LONGEST_CALM_MS), together(waiting, joins, length)));
        }
        return rounds;
    }

    private List<PlannedFault> together(List<FaultKind> waiting, Supplier<Boolean> joins, Supplier<Duration> length) {
        Set<FaultKind.Victim> taken = EnumSet.noneOf(FaultKind.Victim.class);
        List<PlannedFault> together = new ArrayList<>();
        for (Iterator<FaultKind> each = waiting.iterator(); each.hasNext() && together.size() < MOST_AT_ONCE; ) {
            FaultKind kind = each.next();
            if (Collections.disjoint(taken, kind.victims()) && (together.isEmpty() || joins.get())) {
                each.remove();
                taken.addAll(kind.victims());
                together.add(new PlannedFault(kind, 1 + random.nextInt(gateways), length.get()));
            }
        }
        return together;
    }

    private Duration between(int fromMs, int toMs) {
        return Duration.ofMillis(random.nextInt(fromMs, toMs));
    }
}
