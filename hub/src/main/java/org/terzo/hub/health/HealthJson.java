package org.terzo.hub.health;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.SetAside;

/// How the hub is: `UP`, or `DOWN` with the cause.
@Serdeable
record HealthJson(String status, Details details) {
    static final String UP = "UP";
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
    record Details(Broker broker, Journal journal, Store history, Part live, Gateways gateways) {
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

    /// @param refused publications of the hub that the broker did not take
    @Serdeable
    record Broker(String status, @Nullable String cause, long refused) {
        static Broker of(Optional<String> failure, long refused) {
            return new Broker(word(failure), failure.orElse(null), refused);
        }
    }

    /// @param waiting messages that are not on disk yet
    /// @param faults messages that met a bug of the hub and were dropped
    @Serdeable
    record Journal(String status, @Nullable String cause, int waiting, long faults) {
        static Journal of(Optional<String> failure, int waiting, long faults) {
            return new Journal(word(failure), failure.orElse(null), waiting, faults);
        }

        boolean isUp() {
            return status.equals(UP);
        }
    }

    /// @param pending entries of the journal that are not in the store yet, and desks and zones whose history is in doubt
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

    /// @param id `ok`, or `used twice` when two programs speak under it
    /// @param clock `ok`, or `wrong` when what it sent was stamped more than 10 minutes off the hub's time
    @Serdeable
    record Gateway(String site, String gateway, String state, @Nullable String lastHeard, String clock, String id) {}

    @Serdeable
    record Alive(String status) {
        static Alive now() {
            return new Alive(UP);
        }
    }
}
