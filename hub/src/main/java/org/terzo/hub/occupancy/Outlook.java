package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.terzo.hub.occupancy.belief.CountFilter;
import org.terzo.hub.occupancy.belief.DeskDecision;
import org.terzo.hub.occupancy.belief.Headline;
import org.terzo.hub.occupancy.belief.RoomDecision;
import org.terzo.hub.occupancy.belief.SlotFilter;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.watch.Frontier;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ZoneId;

/// The live answer of one moment: every subject rolled on to it, and unknown where nobody was heard of late.
final class Outlook {
    private final long now;
    private final Map<GatewayId, Instant> lastHeard;
    private final Function<GatewayId, Frontier> frontiers;
    private final Function<Track, Subject> forward;

    /// @param forward a subject of its own, rolled on to `now`
    Outlook(Instant now, Map<GatewayId, Instant> lastHeard, Function<GatewayId, Frontier> frontiers, Function<Track, Subject> forward) {
        this.now = now.toEpochMilli();
        this.lastHeard = Map.copyOf(lastHeard);
        this.frontiers = frontiers;
        this.forward = forward;
    }

    Optional<SiteNow.DeskNow> desk(Track track) {
        Subject subject = forward(track);
        if (subject instanceof SlotFilter filter && filter.decision() instanceof DeskDecision decision) {
            long observed = observedTo(subject);
            return Optional.of(decision.now(instant(observed), instant(observed + Vigil.LAPSE_MILLIS)));
        }
        return Optional.empty();
    }

    SiteNow.ZoneNow zone(ZoneId zone, Optional<Track> track) {
        if (track.isEmpty()) {
            return new Headline(Optional.of(zone)).now(zone, Instant.EPOCH, instant(now + Vigil.LAPSE_MILLIS), CountGround.NONE);
        }
        Subject subject = forward(track.get());
        long observed = observedTo(subject);
        return headline(subject, zone).now(zone, instant(observed), instant(observed + Vigil.LAPSE_MILLIS), ground(subject));
    }

    private static CountGround ground(Subject subject) {
        return switch (subject) {
            case CountFilter filter -> filter.ground();
            case SlotFilter _ -> CountGround.NONE;
        };
    }

    SiteNow.WholeNow whole(Track track) {
        Subject subject = forward(track);
        long observed = observedTo(subject);
        Headline headline = subject instanceof CountFilter filter ? filter.headline() : new Headline(Optional.empty());
        return headline.ofWhole(instant(observed), instant(observed + Vigil.LAPSE_MILLIS), ground(subject));
    }

    private static Headline headline(Subject subject, ZoneId zone) {
        return switch (subject) {
            case CountFilter filter -> filter.headline();
            case SlotFilter filter -> switch (filter.decision()) {
                case RoomDecision decision -> decision.headline();
                case DeskDecision _ -> new Headline(Optional.of(zone));
            };
        };
    }

    private Subject forward(Track track) {
        Subject subject = forward.apply(track);
        long observed = observedTo(subject);
        if (observed > Watching.NEVER && isLost(subject, observed)) {
            Reason why = Reason.unwatched(Reason.Kind.UNWATCHED, instant(observed));
            subject.lose(StrictMath.min(now, observed + Vigil.LAPSE_MILLIS), why, _ -> {});
        }
        return subject;
    }

    private boolean isLost(Subject subject, long observed) {
        return now - observed >= Vigil.LAPSE_MILLIS
                || subject.senses().stream().allMatch(sense -> isSilent(sense.sensor().gateway()));
    }

    private long observedTo(Subject subject) {
        long latest = Watching.NEVER;
        for (Sense sense : subject.senses()) {
            GatewayId gateway = sense.sensor().gateway();
            long observed = sense.observedUntil(now, supposed(gateway));
            latest = StrictMath.max(latest, isSilent(gateway) ? StrictMath.min(observed, lastSign(gateway)) : observed);
        }
        return latest;
    }

    private boolean isSilent(GatewayId gateway) {
        return now - lastSign(gateway) >= Vigil.LAPSE_MILLIS || !lastHeard.containsKey(gateway);
    }

    /// By its own word or by the hub's ear, whichever is older.
    private long lastSign(GatewayId gateway) {
        long known = frontiers.apply(gateway).knownTo();
        return Optional.ofNullable(lastHeard.get(gateway)).map(heard -> StrictMath.min(known, heard.toEpochMilli())).orElse(known);
    }

    private Sight supposed(GatewayId gateway) {
        return frontiers.apply(gateway).supposed();
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(StrictMath.max(0, millis));
    }
}
