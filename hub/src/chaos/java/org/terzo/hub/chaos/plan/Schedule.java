package org.terzo.hub.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// The faults of a run in their order. The same seed gives the same schedule, whatever machine it is.
public record Schedule(long seed, List<Round> rounds) {
    private static final Duration SOME_CALM = Duration.ofSeconds(2);
    private static final Duration A_RECOVERY = Duration.ofSeconds(6);
    private static final Duration A_LONG_RECOVERY = Duration.ofSeconds(45);

    public Schedule {
        rounds = List.copyOf(rounds);
    }

    /// Every kind comes once before any comes again. Once all have come, those that can outlast the time-outs have done so.
    public static Schedule draw(long seed, int faults, int gateways, Set<FaultKind> kinds) {
        Random random = new Random(seed);
        Draw draw = new Draw(random, gateways);
        List<Round> rounds = new ArrayList<>();
        for (int left = faults; left > 0; left -= kinds.size()) {
            List<FaultKind> chosen = shuffled(kinds, random).subList(0, Math.min(left, kinds.size()));
            rounds.addAll(shuffled(draw, chosen, faults >= kinds.size() && left == faults, random));
        }
        return new Schedule(seed, rounds);
    }

    private static List<Round> shuffled(Draw draw, List<FaultKind> chosen, boolean mayOutlast, Random random) {
        Predicate<FaultKind> outlasts = kind -> mayOutlast && kind.canOutlastTimeouts();
        Predicate<FaultKind> leavesDead = outlasts.negate().and(FaultKind::leavesDeadConnections);
        List<Round> rounds = new ArrayList<>();
        rounds.addAll(draw.outlasting(chosen.stream().filter(outlasts).toList()));
        rounds.addAll(draw.leavingDead(chosen.stream().filter(leavesDead).toList()));
        rounds.addAll(draw.passing(chosen.stream().filter(outlasts.or(leavesDead).negate()).toList()));
        Collections.shuffle(rounds, random);
        return rounds;
    }

    /// One fault and nothing else, for what is shown by other means.
    public static Schedule single(long seed, PlannedFault fault) {
        return new Schedule(seed, List.of(new Round(SOME_CALM, List.of(fault))));
    }

    private static List<FaultKind> shuffled(Set<FaultKind> kinds, Random random) {
        List<FaultKind> order = new ArrayList<>(EnumSet.copyOf(kinds));
        Collections.shuffle(order, random);
        return order;
    }

    public List<PlannedFault> faults() {
        return rounds.stream().flatMap(round -> round.faults().stream()).toList();
    }

    /// How long it takes with all its recoveries, roughly: input that lasts so long is there for every fault.
    public Duration length() {
        return rounds.stream().map(Schedule::withRecovery).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration withRecovery(Round round) {
        boolean isLong = round.faults().stream().anyMatch(fault -> fault.length().equals(Draw.LONG) || fault.kind().leavesDeadConnections());
        return round.calm().plus(round.length()).plus(isLong ? A_LONG_RECOVERY : A_RECOVERY);
    }
}
