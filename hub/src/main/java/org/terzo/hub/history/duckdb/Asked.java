package org.terzo.hub.history.duckdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.occupancy.Answer;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A sentence of `Schema` with the values for its places. One more than a page is asked for, to know whether there is a next.
record Asked(String sql, List<Object> values) {
    Asked {
        values = List.copyOf(values);
    }

    static Asked observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor, Horizon horizon) {
        Instant from = Horizon.later(range.from(), horizon.observations());
        String wanted = sensor.map(SensorId::value).orElse("");
        Object at = range.after().<Object>map(ObservationKey::at).orElse(Long.MIN_VALUE);
        return new Asked(Schema.OBSERVATIONS, List.of(
                site.value(), from, range.to(), horizon.passages(), wanted, wanted, at, at,
                range.after().map(key -> key.gateway().value()).orElse(""),
                range.after().map(key -> key.log().value()).orElse(""),
                range.after().map(ObservationKey::sequence).orElse(0L),
                range.limit() + 1L));
    }

    static Asked states(SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone, Horizon horizon) {
        String wanted = desk.map(DeskId::value).orElse("");
        String place = zone.map(ZoneId::value).orElse("");
        Instant from = Horizon.later(range.from(), horizon.stays());
        Object at = range.after().<Object>map(DeskKey::at).orElse(Long.MIN_VALUE);
        return new Asked(Schema.of(answer, Schema.STATES), List.of(
                site.value(), horizon.stays(), from, site.value(), range.to(), from, wanted, wanted, place, place, at, at,
                range.after().map(key -> key.desk().value()).orElse(""),
                range.limit() + 1L));
    }

    static Asked headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone, Horizon horizon) {
        Instant from = Horizon.later(range.from(), horizon.stays());
        String place = Rows.zone(zone);
        return new Asked(Schema.of(answer, Schema.HEADCOUNTS), List.of(
                site.value(), place, site.value(), place, horizon.stays(), from, from, range.to(),
                range.after().<Object>map(at -> at).orElse(Long.MIN_VALUE),
                range.limit() + 1L));
    }

    static Asked watches(SiteId site, Instant from, Instant to) {
        return new Asked(Schema.WATCHES, List.of(site.value(), from, to));
    }
}
