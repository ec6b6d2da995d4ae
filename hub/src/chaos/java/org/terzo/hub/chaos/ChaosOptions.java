package org.terzo.hub.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.terzo.hub.chaos.plan.FaultKind;

/// How large a run is: system properties, so that a small one can show quickly that the program works.
///
/// @param kinds what may happen
/// @param step of input time between two observations of one gateway
record ChaosOptions(long seed, int faults, int observations, Duration step, Set<FaultKind> kinds) {
    static ChaosOptions read() {
        return new ChaosOptions(
                Long.getLong("chaos.seed", 1),
                positive("chaos.faults", 30),
                positive("chaos.observations", 50_000),
                Duration.ofMillis(positive("chaos.stepMillis", 1_000)),
                chosen());
    }

    private static Set<FaultKind> chosen() {
        return Optional.ofNullable(System.getProperty("chaos.kinds"))
                .map(names -> Arrays.stream(names.split(",", -1)).map(FaultKind::valueOf).collect(Collectors.toSet()))
                .orElseGet(() -> EnumSet.allOf(FaultKind.class));
    }

    private static int positive(String name, int usual) {
        int value = Integer.getInteger(name, usual);
        if (value < 2) {
            throw new IllegalArgumentException("%s: %s is less than 2".formatted(name, Integer.toString(value)));
        }
        return value;
    }
}
