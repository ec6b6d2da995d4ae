package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

/// All that ever came from the gateways of a site, in the order in which it counts.
public record Story(List<Seen> seen, Map<GatewayId, List<Span>> claims, List<JournalEntry.Recounted> recounts) {
    static final Comparator<Seen> ORDER = Comparator.comparingLong(Seen::at)
            .thenComparing(each -> each.gateway().value())
            .thenComparing(each -> each.log().value())
            .thenComparingLong(Seen::sequence);

    /// Claims come in whole seconds, so neighbours may miss each other by that much.
    private static final long JOIN_MILLIS = 2_000;

    /// An observation with its number.
    public record Seen(long at, GatewayId gateway, LogId log, long sequence, Observation observation) {}

    /// Both ends belong to it.
    public record Span(long from, long to) {}

    public static Story of(List<? extends JournalEntry> entries) {
        List<Seen> seen = new ArrayList<>();
        List<JournalEntry.Recounted> recounts = new ArrayList<>();
        Map<GatewayId, List<Span>> claims = new TreeMap<>();
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Records records) {
                records.records().forEach(each -> add(records, each, seen, claims));
            } else if (entry instanceof JournalEntry.Recounted recounted) {
                recounts.add(recounted);
            } else if (entry instanceof JournalEntry.Watched watched) {
                claims.computeIfAbsent(watched.gateway(), _ -> new ArrayList<>())
                        .add(new Span(watched.since().toEpochMilli(), watched.until().toEpochMilli()));
            }
        }
        seen.sort(ORDER);
        claims.replaceAll((_, spans) -> union(spans));
        return new Story(seen, claims, recounts);
    }

    private static void add(
            JournalEntry.Records records, JournalEntry.Numbered numbered, List<Seen> seen, Map<GatewayId, List<Span>> claims) {
        switch (numbered.content()) {
            case Observation observation ->
                seen.add(new Seen(observation.at().toEpochMilli(), records.gateway(), records.log(), numbered.sequence(), observation));
            case LogRecord.Alive alive ->
                claims.computeIfAbsent(records.gateway(), _ -> new ArrayList<>())
                        .add(new Span(alive.at().minus(alive.watched()).toEpochMilli(), alive.at().toEpochMilli()));
            case LogRecord.Unreadable _ -> {}
        }
    }

    private static List<Span> union(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::from));
        List<Span> union = new ArrayList<>();
        for (Span span : sorted) {
            if (!union.isEmpty() && span.from() <= union.getLast().to() + JOIN_MILLIS) {
                Span last = union.removeLast();
                union.add(new Span(last.from(), StrictMath.max(last.to(), span.to())));
            } else {
                union.add(span);
            }
        }
        return union;
    }

    List<Seen> of(SensorId sensor) {
        return seen.stream().filter(each -> each.observation().sensor().equals(sensor)).toList();
    }

    List<Span> watched(Site.Sensor sensor) {
        return claims.getOrDefault(sensor.gateway(), List.of());
    }

    boolean covers(Site.Sensor sensor, long from, long to) {
        return watched(sensor).stream().anyMatch(span -> span.from() <= from && to <= span.to());
    }

    /// The first millisecond of which anything is known.
    long start() {
        long first = seen.isEmpty() ? Long.MAX_VALUE : seen.getFirst().at();
        for (List<Span> spans : claims.values()) {
            first = StrictMath.min(first, spans.getFirst().from());
        }
        return first;
    }
}
