package org.terzo.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.OutboxState;
import org.terzo.wire.SiteId;

/// What each gateway last said of itself, and when it was last heard.
public final class GatewayStates {
    /// A gateway that said nothing for so long is lost, whatever it said before (wire.md section 5).
    public static final Duration SILENCE = Duration.ofSeconds(75);

    private final Map<Key, GatewayState> states = new ConcurrentHashMap<>();

    private record Key(SiteId site, GatewayId gateway) {}

    /// @param state `ready`, `init`, `disconnected`, `lost` or `unclaimed`
    /// @param clockWrong a batch was sent by a clock more than 10 minutes off
    public record GatewayState(
            GatewayId gateway,
            SiteId site,
            String state,
            Optional<Instant> lastHeard,
            OptionalLong pending,
            String version,
            OptionalInt wiring,
            boolean clockWrong) {}

    /// A gateway that a site file names, before it was ever heard.
    public void expect(SiteId site, GatewayId gateway) {
        states.putIfAbsent(
                new Key(site, gateway),
                new GatewayState(
                        gateway, site, "lost", Optional.empty(), OptionalLong.empty(), "", OptionalInt.empty(), false));
    }

    /// Takes a status; `heard` is not after `status.at` when the broker had kept it.
    public GatewayState say(SiteId site, GatewayId gateway, GatewayStatus status, Instant heard) {
        return states.compute(new Key(site, gateway), (_, before) -> new GatewayState(
                gateway,
                site,
                status.state().text(),
                status.state() == GatewayStatus.State.LOST ? lastHeard(before) : latest(before, heard),
                pending(status, before),
                status.version(),
                status.wiring(),
                before != null && before.clockWrong()));
    }

    /// A batch came.
    public void heard(SiteId site, GatewayId gateway, Instant now, boolean clockWrong) {
        states.compute(new Key(site, gateway), (_, before) -> before == null
                ? new GatewayState(gateway, site, "ready", Optional.of(now), OptionalLong.empty(), "", OptionalInt.empty(), clockWrong)
                : new GatewayState(
                        gateway, site, "ready", Optional.of(now), before.pending(), before.version(), before.wiring(), clockWrong));
    }

    public List<GatewayState> of(SiteId site) {
        return states.values().stream()
                .filter(state -> state.site().equals(site))
                .sorted((a, b) -> a.gateway().compareTo(b.gateway()))
                .toList();
    }

    public List<GatewayState> all() {
        return states.values().stream().sorted((a, b) -> a.gateway().compareTo(b.gateway())).toList();
    }

    /// A status that the broker kept is older than what was heard since.
    private static Optional<Instant> latest(@Nullable GatewayState before, Instant heard) {
        return lastHeard(before).filter(heard::isBefore).or(() -> Optional.of(heard));
    }

    private static Optional<Instant> lastHeard(@Nullable GatewayState before) {
        return before == null ? Optional.empty() : before.lastHeard();
    }

    private static OptionalLong pending(GatewayStatus status, @Nullable GatewayState before) {
        Optional<OutboxState> outbox = status.outbox();
        if (outbox.isPresent()) {
            return OptionalLong.of(outbox.get().pending());
        }
        return before == null ? OptionalLong.empty() : before.pending();
    }
}
