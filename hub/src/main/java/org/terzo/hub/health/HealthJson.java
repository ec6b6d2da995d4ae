package org.terzo.hub.health;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.SetAside;

/// How the hub is: `UP`, or `DOWN` with the cause.
@Serdeable
record HealthJson(String status, Details details) {
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    static HealthJson of(Details details) {
        return new HealthJson(details.isUp() ? UP : DOWN, details);
    }

    boolean isUp() {
        return status.equals(UP);
    }

    private static String word(Optional<String> failure) {
        return failure.isPresent() ? DOWN : UP;
    }

    @Serdeable
    record Details(Part broker, Journal journal, Store history, Part live, Gateways gateways) {
        private boolean isUp() {
            return List.of(broker.status(), journal.status(), history.status(), live.status()).stream().allMatch(UP::equals);
        }
    }

    @Serdeable
    record Part(String status, @Nullable String cause) {
        static Part of(Optional<String> failure) {
            return new Part(word(failure), failure.orElse(null));
        }
    }

    /// @param waiting messages that are not on disk yet
    @Serdeable
    record Journal(String status, @Nullable String cause, int waiting) {
        static Journal of(Optional<String> failure, int waiting) {
            return new Journal(word(failure), failure.orElse(null), waiting);
        }

        boolean isUp() {
            return status.equals(UP);
        }
    }

    /// @param pending entries of the journal that are not in the store yet
    /// @param setAside points that the store refused for good
    /// @param lastSetAside the latest of them, and why
    @Serdeable
    record Store(String status, @Nullable String cause, long pending, String store, long setAside, @Nullable String lastSetAside) {
        static Store of(Optional<String> failure, long pending, String store, SetAside setAside) {
            return new Store(word(failure), failure.orElse(null), pending, store, setAside.count(), setAside.last().orElse(null));
        }
    }

    /// Always `UP`: a silent gateway is told, but it is not the hub's fault.
    @Serdeable
    record Gateways(String status, List<Gateway> gateways) {
        static Gateways of(List<Gateway> gateways) {
            return new Gateways(UP, List.copyOf(gateways));
        }
    }

    @Serdeable
    record Gateway(String site, String gateway, String state, @Nullable String lastHeard) {}

    @Serdeable
    record Alive(String status) {
        static Alive now() {
            return new Alive(UP);
        }
    }
}
