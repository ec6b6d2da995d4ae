package org.terzo.hub.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.occupancy.reference.RecordedDay;
import org.terzo.hub.site.Site;
import org.terzo.simulator.day.Scenario;
import org.terzo.simulator.day.SimulatedDay;
import org.terzo.simulator.day.Simulation;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.sensing.Told;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SiteReader;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;

/// Some days of a site: what its sensors said, what was so, and what the hub's tracker says of it.
///
/// @param seen in order of time
record Day(Site site, Instant from, Instant until, List<Observation> seen, Truth truth, Answered live, Answered smoothed) {
    private static final Duration BATCH = Duration.ofMinutes(5);

    /// @param yaml a site file that hub and simulator read alike
    static Day simulated(String yaml, Scenario scenario, long seed, LocalDate from, int days) {
        Site site = RecordedDay.site(yaml);
        SimulatedSite lived = SiteReader.parse(yaml, mistake -> {
            throw new IllegalArgumentException(mistake);
        }).orElseThrow();
        List<SimulatedDay> simulated = Simulation.of(lived, scenario, seed).days(from, days).toList();
        Truth truth = new Truth();
        simulated.forEach(day -> day.truth().forEach(fact -> believe(fact, truth)));
        List<Told> told = simulated.stream().flatMap(day -> day.told().stream()).toList();
        return of(site, simulated.getFirst().begin(), simulated.getLast().end(), told, truth);
    }

    private static void believe(Fact fact, Truth truth) {
        switch (fact.kind()) {
            case DESK -> truth.desk(fact.subject()).put(fact.at(), !fact.value().equals(Fact.FREE));
            case ZONE -> truth.zone(fact.subject()).put(fact.at(), Integer.parseInt(fact.value()));
            case SITE -> truth.zone(Answered.SITE).put(fact.at(), Integer.parseInt(fact.value()));
            case BELONGINGS, BOOKED, FAULT -> {}
        }
    }

    /// Whoever knows the truth from elsewhere.
    static Day of(Site site, Instant from, Instant until, List<Told> told, Truth truth) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(site, EnumSet.allOf(Answer.class), changes::add);
        new Delivery(site).batches(told).forEach(tracker::take);
        changes.addAll(tracker.provisional(until));
        Answered live = new Answered();
        Answered smoothed = new Answered();
        changes.forEach(change -> take(change, live, smoothed));
        List<Observation> seen = told.stream()
                .map(Told::record)
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .sorted(Comparator.comparing(Observation::at))
                .toList();
        return new Day(site, from, until, seen, truth, live, smoothed);
    }

    private static void take(OccupancyChange change, Answered live, Answered smoothed) {
        switch (change) {
            case OccupancyChange.Said said -> take(said, live);
            case Smoothed(OccupancyChange.Said said) -> take(said, smoothed);
        }
    }

    private static void take(OccupancyChange.Said change, Answered answer) {
        switch (change) {
            case OfDesk desk -> answer.desk(desk.desk().value()).put(desk.at(), new Said(desk.state(), desk.confidence()));
            case OfHeadcount count ->
                answer.headcount(count.zone().map(zone -> zone.value()).orElse(Answered.SITE)).put(count.at(), count.headcount());
        }
    }

    /// Logs cut into batches of five minutes, as they would reach the hub.
    private static final class Delivery {
        private final Site site;
        private final Map<GatewayId, Long> numbers = new HashMap<>();
        private long position;

        Delivery(Site site) {
            this.site = site;
        }

        List<JournalEntry> batches(List<Told> told) {
            List<JournalEntry> entries = new ArrayList<>();
            Map<GatewayId, List<LogRecord>> open = new HashMap<>();
            Instant end = Instant.MIN;
            for (Told each : told) {
                if (each.truly().isAfter(end)) {
                    open.forEach((gateway, records) -> entries.add(entry(gateway, records)));
                    open.clear();
                    end = each.truly().plus(BATCH);
                }
                open.computeIfAbsent(each.gateway(), _ -> new ArrayList<>()).add(each.record());
            }
            open.forEach((gateway, records) -> entries.add(entry(gateway, records)));
            return entries;
        }

        private JournalEntry entry(GatewayId gateway, List<LogRecord> records) {
            List<JournalEntry.Numbered> numbered = new ArrayList<>();
            for (LogRecord each : records) {
                numbered.add(new JournalEntry.Numbered(numbers.merge(gateway, 1L, Long::sum), each));
            }
            long last = numbers.getOrDefault(gateway, 0L);
            return new JournalEntry.Records(++position, site.id(), gateway, new LogId("a"), Instant.EPOCH, last, numbered);
        }
    }
}
