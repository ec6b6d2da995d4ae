package org.terzo.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.OutboxState;
import org.terzo.wire.SiteId;

/// What each gateway last said of itself, and when it was last heard.
public final class GatewayStates {
    /// A gateway that said nothing for so long is lost, whatever it said before (wire.md section 5).
    public static final Duration SILENCE = Duration.ofSeconds(75);

    /// Gateways that no site names are remembered up to this number; of later ones only their dead letters tell.
    private static final int MOST_UNCLAIMED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(GatewayStates.class);
    private static final String READY = "ready";
    private static final String INIT = "init";
    private static final String LOST = "lost";
    private static final String UNCLAIMED = "unclaimed";

    /// So long a gateway counts as two after the last sign of the second.
    private static final Duration TWIN_REMEMBERED = Duration.ofMinutes(10);

    private final Map<Key, GatewayState> states = new ConcurrentHashMap<>();
    private final Map<Key, Boots> boots = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public GatewayStates(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(SiteId site, GatewayId gateway) {}

    /// The starts that a gateway's last words came from. A start that was followed by another speaks again only if two programs use one id.
    private record Boots(String latest, String before, Optional<Instant> twinHeard) {
        Boots followedBy(String boot, Instant now) {
            if (boot.equals(latest)) {
                return this;
            }
            return new Boots(boot, latest, boot.equals(before) ? Optional.of(now) : twinHeard);
        }
    }

    /// @param state `ready`, `init`, `disconnected`, `lost` or `unclaimed`
    /// @param clockWrong a batch was sent by a clock more than 10 minutes off
    /// @param foreignSensors how often it spoke for a sensor of another gateway since the hub started
    public record GatewayState(
            GatewayId gateway,
            SiteId site,
            String state,
            Optional<Instant> lastHeard,
            OptionalLong pending,
            String version,
            OptionalInt wiring,
            boolean clockWrong,
            long foreignSensors) {
        static GatewayState unheard(SiteId site, GatewayId gateway) {
            return new GatewayState(
                    gateway, site, LOST, Optional.empty(), OptionalLong.empty(), "", OptionalInt.empty(), false, 0);
        }

        private GatewayState with(String newState, Optional<Instant> newHeard) {
            return new GatewayState(gateway, site, newState, newHeard, pending, version, wiring, clockWrong, foreignSensors);
        }

        /// A clock that has stepped back would wait too long for its silence: that is counted from the step on.
        private GatewayState heardBy(Instant now) {
            return lastHeard.filter(now::isBefore).isPresent() ? with(state, Optional.of(now)) : this;
        }

        /// As it must be called at `now`: what speaks no more is lost.
        private GatewayState at(Instant now) {
            boolean isSilent = lastHeard.filter(heard -> heard.plus(SILENCE).isAfter(now)).isEmpty();
            return isSilent && (state.equals(READY) || state.equals(INIT)) ? with(LOST, lastHeard) : this;
        }
    }

    /// A gateway that a site file names, before it was ever heard or was known.
    public void expect(SiteId site, GatewayId gateway) {
        change(site, gateway, before -> before.state().equals(UNCLAIMED) ? before.with(READY, before.lastHeard()) : before);
    }

    /// Takes a status; `heard` is not after `status.at` when the broker had kept it.
    public void say(SiteId site, GatewayId gateway, GatewayStatus status, Instant heard) {
        if (status.state() == GatewayStatus.State.READY) { // a last will speaks for the dead
            boots.merge(
                    new Key(site, gateway),
                    new Boots(status.boot(), "", Optional.empty()),
                    (known, _) -> known.followedBy(status.boot(), clock.instant()));
        }
        change(site, gateway, before -> new GatewayState(
                gateway,
                site,
                status.state().text(),
                status.state() == GatewayStatus.State.LOST ? before.lastHeard() : latest(before, heard),
                status.outbox().isPresent() ? pending(status.outbox().get()) : before.pending(),
                status.version(),
                status.wiring(),
                before.clockWrong(),
                before.foreignSensors()));
    }

    /// A batch came.
    public void heard(SiteId site, GatewayId gateway, Instant now, boolean clockWrong) {
        change(site, gateway, before -> new GatewayState(
                gateway, site, READY, Optional.of(now), before.pending(), before.version(), before.wiring(), clockWrong, before.foreignSensors()));
    }

    /// A gateway spoke that no site names.
    void unclaimed(SiteId site, GatewayId gateway, Instant now) {
        boolean isKnown = states.containsKey(new Key(site, gateway));
        if (isKnown || states.values().stream().filter(each -> each.state().equals(UNCLAIMED)).count() < MOST_UNCLAIMED) {
            change(site, gateway, before -> before.with(UNCLAIMED, Optional.of(now)));
        }
    }

    /// A security event: one gateway's credential was used for another one's sensors.
    void foreignSensors(LogKey log, int times) {
        LOG.warn("{}/{}: spoke {} times for sensors of other gateways", log.site(), log.gateway(), times);
        change(log.site(), log.gateway(), before -> new GatewayState(
                before.gateway(), before.site(), before.state(), before.lastHeard(), before.pending(), before.version(), before.wiring(),
                before.clockWrong(), before.foreignSensors() + times));
    }

    /// Whether two programs speak under this id, as when a card was copied.
    public boolean isUsedTwice(SiteId site, GatewayId gateway) {
        Instant since = clock.instant().minus(TWIN_REMEMBERED);
        return Optional.ofNullable(boots.get(new Key(site, gateway))).flatMap(Boots::twinHeard).filter(since::isBefore).isPresent();
    }

    public List<GatewayState> of(SiteId site) {
        return all().stream().filter(state -> state.site().equals(site)).toList();
    }

    public List<GatewayState> all() {
        Instant now = clock.instant();
        states.replaceAll((_, state) -> state.heardBy(now));
        return states.values().stream()
                .map(state -> state.at(now))
                .sorted(Comparator.comparing(GatewayState::gateway).thenComparing(GatewayState::site))
                .toList();
    }

    private void change(SiteId site, GatewayId gateway, UnaryOperator<GatewayState> change) {
        states.compute(new Key(site, gateway), (_, before) -> change.apply(before == null ? GatewayState.unheard(site, gateway) : before));
    }

    /// A status that the broker kept is older than what was heard since.
    private static Optional<Instant> latest(GatewayState before, Instant heard) {
        return before.lastHeard().filter(heard::isBefore).or(() -> Optional.of(heard));
    }

    private static OptionalLong pending(OutboxState outbox) {
        return OptionalLong.of(outbox.pending());
    }
}
