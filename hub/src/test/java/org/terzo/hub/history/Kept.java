package org.terzo.hub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Short words for what a history keeps. The day began 13 hours ago, whatever the time is: a real server has its own clock and refuses
/// what is past its retention.
final class Kept {
    static final Instant DAY = day();
    static final ZoneId HALL = new ZoneId("hall");
    static final ZoneId OFFICE = new ZoneId("office");

    private Kept() {}

    private static Instant day() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(13));
    }

    static SiteId newSite() {
        return new SiteId("s-" + UUID.randomUUID().toString().substring(0, 13));
    }

    /// `08:30` of the day.
    static Instant at(String clock) {
        return DAY.plus(Duration.ofHours(Long.parseLong(clock.substring(0, 2)))).plus(Duration.ofMinutes(Long.parseLong(clock.substring(3))));
    }

    static String clock(Instant at) {
        Duration ofDay = Duration.between(DAY, at);
        return String.format(Locale.ROOT, "%02d:%02d", ofDay.toHours(), ofDay.toMinutesPart());
    }

    static StoredObservation motion(GatewayId gateway, LogId log, long sequence, Instant at, boolean seen) {
        return observation(gateway, log, sequence, at, "pir", new Reading.Motion(seen));
    }

    static StoredObservation observation(GatewayId gateway, LogId log, long sequence, Instant at, String sensor, Reading reading) {
        return new StoredObservation(gateway, log, sequence, new Observation(at, new SensorId(sensor), reading));
    }

    static StoredChange<OfDesk> desk(String desk, ZoneId zone, Instant at, DeskState state) {
        return new StoredChange<>(new OfDesk(new DeskId(desk), zone, at, state, 0.75, "because"), "1");
    }

    /// @param people below 0: unknown
    static StoredChange<OfHeadcount> count(ZoneId zone, Instant at, int people) {
        Optional<Headcount> headcount = people < 0 ? Optional.empty() : Optional.of(new Headcount(people, people + 1, people + 2));
        return new StoredChange<>(new OfHeadcount(Optional.of(zone), at, headcount, Quality.MEDIUM), "1");
    }
}
