package org.terzo.hub.occupancy.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.site.Site;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What the one gateway of a site says on 2026-03-10, in UTC, written as a timeline.
public final class Timeline {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    private final Site site;
    private final List<LogRecord> records = new ArrayList<>();

    /// @param places zones, desks, doors and sensors of a site file
    public Timeline(String places) {
        site = RecordedDay.site(
                """
                site: loft
                revision: 1
                name: Loft
                country: IT
                timeZone: UTC
                languages: [en]
                openingHours: "Mo-Su 07:00-22:00"
                capacity: 20
                plan: {width: 9, height: 9}
                """
                        + places);
    }

    /// `09:30` or `09:30:05`; `33:00` is 09:00 of the next day.
    public static Instant at(String clock) {
        int hours = Integer.parseInt(clock.substring(0, 2));
        LocalTime time = LocalTime.parse(String.format(Locale.ROOT, "%02d", hours % 24) + clock.substring(2));
        return DAY.plusDays(hours / 24).atTime(time).toInstant(ZoneOffset.UTC);
    }

    public static String clock(Instant at) {
        Duration since = Duration.between(at("00:00"), at);
        String minutes = String.format(Locale.ROOT, "%02d:%02d", since.toHours(), since.toMinutesPart());
        return since.toSecondsPart() == 0 ? minutes : minutes + String.format(Locale.ROOT, ":%02d", since.toSecondsPart());
    }

    public Timeline watched(String from, String to) {
        records.add(new LogRecord.Alive(at(to), Duration.between(at(from), at(to))));
        return this;
    }

    public Timeline says(String clock, String sensor, Reading reading) {
        records.add(new Observation(at(clock), new SensorId(sensor), reading));
        return this;
    }

    /// A movement of 2 s every so often.
    public Timeline moves(String sensor, String from, String to, Duration every) {
        for (Instant t = at(from); t.isBefore(at(to)); t = t.plus(every)) {
            records.add(new Observation(t, new SensorId(sensor), new Reading.Motion(true)));
            records.add(new Observation(t.plusSeconds(2), new SensorId(sensor), new Reading.Motion(false)));
        }
        return this;
    }

    /// The door opens, and shuts 5 s later.
    public Timeline passes(String contact, String clock) {
        records.add(new Observation(at(clock), new SensorId(contact), new Reading.Contact(true)));
        records.add(new Observation(at(clock).plusSeconds(5), new SensorId(contact), new Reading.Contact(false)));
        return this;
    }

    public List<OccupancyChange> changes(String until) {
        List<LogRecord> inOrder = new ArrayList<>(records);
        inOrder.sort(Comparator.comparing(Timeline::timeOf));
        return new RecordedDay(site, inOrder).changes(at(until));
    }

    private static Instant timeOf(LogRecord record) {
        return switch (record) {
            case Observation observation -> observation.at();
            case LogRecord.Alive alive -> alive.at();
            case LogRecord.Unreadable _ -> Instant.EPOCH;
        };
    }
}
