package org.terzo.simulator.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.sensing.Told;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.WireTime;

/// What happened in some days, in numbers.
final class Summary {
    private static final double HOUR_MS = 3_600_000;

    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Long> passages = new TreeMap<>(Map.of("in", 0L, "out", 0L, "aborted", 0L));
    private final Map<String, Instant> occupiedSince = new HashMap<>();
    private Duration occupied = Duration.ZERO;
    private Optional<Integer> inside = Optional.empty();
    private long entries;
    private long exits;
    private int peak;
    private Instant end = Instant.EPOCH;

    void add(SimulatedDay day) {
        for (Told told : day.told()) {
            rows.merge(told.gateway().value(), (long) DayFiles.rows(told.record()).size(), Long::sum);
            if (told.record() instanceof Observation(var _, var _, Reading.Passage(Reading.Direction direction))) {
                passages.merge(direction.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
            }
        }
        for (Fact fact : day.truth()) {
            switch (fact.kind()) {
                case DESK -> desk(fact);
                case SITE -> site(Integer.parseInt(fact.value()));
                case ZONE, BELONGINGS, BOOKED, FAULT -> {
                    // not summed up
                }
            }
        }
        end = day.end();
    }

    private void desk(Fact fact) {
        if (!fact.value().equals(Fact.FREE)) {
            occupiedSince.putIfAbsent(fact.subject(), fact.at());
        } else {
            Optional.ofNullable(occupiedSince.remove(fact.subject())).ifPresent(since -> occupied = occupied.plus(Duration.between(since, fact.at())));
        }
    }

    private void site(int now) {
        int before = inside.orElse(now);
        entries += Math.max(0, now - before);
        exits += Math.max(0, before - now);
        peak = Math.max(peak, now);
        inside = Optional.of(now);
    }

    /// JSON, an object.
    String text(SimulatedSite site, Scenario scenario, long seed, LocalDate from, int days, List<Fault> faults) {
        double hours = occupied.toMillis() / HOUR_MS;
        for (Instant since : occupiedSince.values().stream().sorted().toList()) {
            hours += Duration.between(since, end).toMillis() / HOUR_MS;
        }
        return String.format(
                Locale.ROOT,
                """
                {
                  "site": "%s",
                  "scenario": "%s",
                  "seed": %d,
                  "from": "%s",
                  "days": %d,
                  "desks": %d,
                  "occupiedDeskHours": %.2f,
                  "peakInside": %d,
                  "entries": %d,
                  "exits": %d,
                  "counted": %s,
                  "rows": %s,
                  "faults": [%s]
                }
                """,
                site.id(), scenario.name(), seed, from, days, site.desks().size(), hours, peak, entries, exits, object(passages), object(rows),
                faults.stream().map(Summary::fault).collect(Collectors.joining(", ")));
    }

    private static String object(Map<String, Long> numbers) {
        return numbers.entrySet().stream().map(each -> "\"" + each.getKey() + "\": " + each.getValue()).collect(Collectors.joining(", ", "{", "}"));
    }

    private static String fault(Fault fault) {
        return "{\"fault\": \"%s\", \"subjects\": [%s], \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(
                        fault.name(),
                        fault.subjects().stream().map(subject -> "\"" + subject + "\"").collect(Collectors.joining(", ")),
                        WireTime.text(fault.from()),
                        WireTime.text(fault.to()));
    }
}
