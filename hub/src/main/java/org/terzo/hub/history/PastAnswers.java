package org.terzo.hub.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// The histories in the shapes of http.md. Behind the store's last word come the changes that are known but not yet final.
public final class PastAnswers {
    private final History history;
    private final HistoryShipper shipper;
    private final InstantSource clock;

    public PastAnswers(History history, HistoryShipper shipper, InstantSource clock) {
        this.history = history;
        this.shipper = shipper;
        this.clock = clock;
    }

    Map<String, Object> observations(SiteId site, Range range, Optional<SensorId> sensor) throws HistoryException {
        Page<StoredObservation> page = history.observations(site, range, sensor);
        return page("observations", page.items().stream().map(PastAnswers::json).toList(), page.next());
    }

    Map<String, Object> states(SiteId site, Range range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        Page<StoredChange<OfDesk>> page = history.states(site, range, desk, zone);
        List<StoredChange<OfDesk>> states = new ArrayList<>(page.items());
        if (page.next().isEmpty()) {
            for (OccupancyChange change : provisional(site, range)) {
                if (change instanceof OfDesk state
                        && desk.map(state.desk()::equals).orElse(true)
                        && zone.map(state.zone()::equals).orElse(true)) {
                    states.add(new StoredChange<>(state, HistoryShipper.VERSION));
                }
            }
            inForceAt(range.from(), states);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("answer", "live");
        answer.putAll(page("states", states.stream().map(PastAnswers::json).toList(), page.next()));
        return answer;
    }

    Map<String, Object> headcounts(SiteId site, Range range, Optional<ZoneId> zone) throws HistoryException {
        Page<StoredChange<OfHeadcount>> page = history.headcounts(site, range, zone);
        List<OfHeadcount> values = new ArrayList<>(page.items().stream().map(StoredChange::change).toList());
        if (page.next().isEmpty()) {
            for (OccupancyChange change : provisional(site, range)) {
                if (change instanceof OfHeadcount value && value.zone().equals(zone) && !value.at().isBefore(range.from())) {
                    values.add(value);
                }
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("zone", zone.map(ZoneId::value).orElse(null));
        answer.put("answer", "live");
        answer.putAll(page("values", values.stream().map(PastAnswers::json).toList(), page.next()));
        return answer;
    }

    Map<String, Object> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        List<Map<String, Object>> watches = history.watching(site, from, to).stream()
                .map(watch -> Map.<String, Object>of(
                        "gateway", watch.gateway().value(), "from", WireTime.text(watch.from()), "to", WireTime.text(watch.to())))
                .toList();
        return page("watching", watches, Optional.empty());
    }

    private List<OccupancyChange> provisional(SiteId site, Range range) {
        Instant now = clock.instant();
        Instant until = range.to().isBefore(now) ? range.to() : now;
        return shipper.provisional(site, until).stream()
                .filter(change -> change.at().isBefore(range.to()))
                .sorted(Comparator.comparing(OccupancyChange::at))
                .toList();
    }

    /// Of what a desk changed to before `from`, only the last stands.
    private static void inForceAt(Instant from, List<StoredChange<OfDesk>> states) {
        Map<DeskId, StoredChange<OfDesk>> last = new LinkedHashMap<>();
        states.stream()
                .filter(state -> !state.change().at().isAfter(from))
                .forEach(state -> last.put(state.change().desk(), state));
        states.removeIf(state -> !state.change().at().isAfter(from) && !state.equals(last.get(state.change().desk())));
        states.sort(Comparator.comparing((StoredChange<OfDesk> state) -> state.change().at())
                .thenComparing(state -> state.change().desk()));
    }

    private static Map<String, Object> page(String member, List<Map<String, Object>> items, Optional<String> next) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(member, items);
        next.ifPresent(cursor -> page.put("next", cursor));
        return page;
    }

    private static Map<String, Object> json(StoredObservation stored) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("at", WireTime.text(stored.observation().at()));
        item.put("gateway", stored.gateway().value());
        item.put("log", stored.log().value());
        item.put("sequence", stored.sequence());
        item.put("sensor", stored.observation().sensor().value());
        putReading(item, stored.observation().reading());
        return item;
    }

    private static void putReading(Map<String, Object> item, Reading reading) {
        switch (reading) {
            case Reading.Motion(boolean seen) -> item.put("motion", seen);
            case Reading.Presence(boolean present) -> item.put("presence", present);
            case Reading.Contact(boolean open) -> item.put("contact", open ? "open" : "closed");
            case Reading.Passage(Reading.Direction direction) -> item.put("passage", direction.name().toLowerCase(Locale.ROOT));
            case Reading.Distance(int millimetres) -> item.put("distance_mm", millimetres);
            case Reading.Fault(String code) -> item.put("fault", code);
            case Reading.Air air -> {
                air.co2Ppm().ifPresent(value -> item.put("co2_ppm", value));
                air.temperatureC().ifPresent(value -> item.put("temperature_c", value));
                air.humidityPercent().ifPresent(value -> item.put("humidity_percent", value));
            }
        }
    }

    private static Map<String, Object> json(StoredChange<OfDesk> state) {
        OfDesk change = state.change();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("desk", change.desk().value());
        item.put("zone", change.zone().value());
        item.put("at", WireTime.text(change.at()));
        item.put("state", change.state().text());
        item.put("confidence", change.confidence());
        item.put("reason", change.reason());
        item.put("version", state.version());
        return item;
    }

    private static Map<String, Object> json(OfHeadcount value) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("at", WireTime.text(value.at()));
        item.put("low", value.headcount().map(Headcount::low).orElse(null));
        item.put("best", value.headcount().map(Headcount::best).orElse(null));
        item.put("high", value.headcount().map(Headcount::high).orElse(null));
        item.put("quality", value.quality().text());
        return item;
    }
}
