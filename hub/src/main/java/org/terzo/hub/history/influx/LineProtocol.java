package org.terzo.hub.history.influx;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.wire.Reading;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What is kept, as InfluxDB's line protocol. Ids need no escaping; a log id does. A desk's zone is a field: as a tag it would make a
/// desk that moved two series, each with a state in force.
final class LineProtocol {
    /// The site as a whole has no zone id; no zone can be called so.
    static final String WHOLE_SITE = "_site";

    static final long NANOS_A_MILLI = 1_000_000;

    /// InfluxDB knows the years 1677 to 2262.
    private static final long EARLIEST_MS = -9_223_372_036_854L;
    private static final long LATEST_MS = 9_223_372_036_854L;

    private LineProtocol() {}

    /// An observation is (gateway, log, sequence), a point is (tags, time), and no two of the one may become one of the other: gateway and
    /// log are tags, the last six digits of the number stand in the nanoseconds below the millisecond, and those before them are the tag
    /// `lap`. So within a millisecond and a lap the points of a log lie in the order of their numbers.
    static String observation(SiteId site, StoredObservation stored) {
        return "observation,site=" + site.value() + ",gateway=" + stored.gateway().value() + ",sensor=" + stored.observation().sensor().value()
                + ",log=" + tag(stored.log().value()) + ",lap=" + lap(stored.sequence()) + " seq=" + stored.sequence() + "i,"
                + fields(stored.observation().reading()) + " " + nanos(stored.key());
    }

    static long lap(long sequence) {
        return sequence / NANOS_A_MILLI;
    }

    static long nanos(ObservationKey key) {
        return nanos(key.at()) + key.sequence() % NANOS_A_MILLI;
    }

    /// The start stands in the nanoseconds, so that two watches that end together are two points.
    static String watch(SiteId site, Watch watch) {
        long from = watch.from().toEpochMilli();
        return "watch,site=%s,gateway=%s from_ms=%si %s"
                .formatted(
                        site,
                        watch.gateway(),
                        Long.toString(from),
                        Long.toString(nanos(watch.to()) + Math.floorMod(from, NANOS_A_MILLI)));
    }

    static String change(SiteId site, StoredChange<? extends OccupancyChange> stored) {
        return switch (stored.change()) {
            case Said said -> change(site, said, Answer.LIVE, stored.version());
            case Smoothed(Said said) -> change(site, said, Answer.SMOOTHED, stored.version());
        };
    }

    /// The measurement of a desk's states.
    static String states(Answer answer) {
        return measurement("desk_state", answer);
    }

    /// The measurement of a zone's headcounts.
    static String headcounts(Answer answer) {
        return measurement("headcount", answer);
    }

    private static String measurement(String live, Answer answer) {
        return switch (answer) {
            case LIVE -> live;
            case SMOOTHED -> live + "_smoothed";
        };
    }

    private static String change(SiteId site, Said said, Answer answer, String version) {
        return switch (said) {
            case OfDesk desk ->
                "%s,site=%s,desk=%s zone=%s,state=%s,confidence=%s,reason=%s,version=%s %s"
                        .formatted(
                                states(answer),
                                site,
                                desk.desk(),
                                quoted(desk.zone().value()),
                                quoted(desk.state().name()),
                                Double.toString(desk.confidence()),
                                quoted(desk.reason()),
                                quoted(version),
                                Long.toString(nanos(desk.at())));
            case OfHeadcount count ->
                "%s,site=%s,zone=%s %squality=%s,version=%s %s"
                        .formatted(
                                headcounts(answer),
                                site,
                                count.zone().map(ZoneId::value).orElse(WHOLE_SITE),
                                interval(count),
                                quoted(count.quality().name()),
                                quoted(version),
                                Long.toString(nanos(count.at())));
        };
    }

    /// -1 in all three: unknown. A field that were left out would keep what an earlier writing of the same point said.
    private static String interval(OfHeadcount count) {
        return count.headcount()
                .map(people -> "low=%si,best=%si,high=%si,"
                        .formatted(Integer.toString(people.low()), Integer.toString(people.best()), Integer.toString(people.high())))
                .orElse("low=-1i,best=-1i,high=-1i,");
    }

    private static String fields(Reading reading) {
        return switch (reading) {
            case Reading.Motion(boolean seen) -> "motion=" + seen;
            case Reading.Presence(boolean present) -> "presence=" + present;
            case Reading.Contact(boolean open) -> "contact=" + quoted(open ? "open" : "closed");
            case Reading.Passage(Reading.Direction direction) -> "passage=" + quoted(direction.name().toLowerCase(Locale.ROOT));
            case Reading.Distance(int millimetres) -> "distance_mm=" + millimetres + "i";
            case Reading.Fault(String code) -> "fault=" + quoted(code);
            case Reading.Air air -> air(air);
        };
    }

    private static String air(Reading.Air air) {
        StringBuilder fields = new StringBuilder();
        air.co2Ppm().ifPresent(value -> fields.append(",co2_ppm=").append(value));
        air.temperatureC().ifPresent(value -> fields.append(",temperature_c=").append(value));
        air.humidityPercent().ifPresent(value -> fields.append(",humidity_percent=").append(value));
        return fields.substring(1);
    }

    /// Percent-encoded: the line protocol cannot hold a tag that ends in a backslash.
    static String tag(String text) {
        return isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// As most log ids are; the encoder would give it back as it is.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// What lies outside the years that InfluxDB knows becomes the nearest that it does.
    static long nanos(Instant at) {
        return Math.clamp(at.toEpochMilli(), EARLIEST_MS, LATEST_MS) * NANOS_A_MILLI;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochMilli(Math.floorDiv(nanos, NANOS_A_MILLI));
    }
}
