package org.terzo.hub.history.past;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.wire.DeskId;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// The histories in the shapes of http.md. Behind the store's last word come the changes that are known but not yet written or not yet
/// final.
public final class PastAnswers {
    private static final List<String> OBSERVATION_COLUMNS = List.of(
            "at", "gateway", "log", "sequence", "sensor", "motion", "presence", "contact", "passage", "distance_mm", "co2_ppm", "temperature_c",
            "humidity_percent", "fault");
    private static final List<String> STATE_COLUMNS = List.of("desk", "zone", "at", "state", "confidence", "reason", "version");
    private static final List<String> WATCH_COLUMNS = List.of("gateway", "from", "to");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Merged.Order<OfDesk, DeskKey> BY_DESK =
            new Merged.Order<>(change -> new DeskKey(change.at(), change.desk()), OfDesk::desk);

    private final History history;
    private final HistoryShipper shipper;
    private final InstantSource clock;
    private final PastHeadcounts headcounts;

    public PastAnswers(History history, HistoryShipper shipper, InstantSource clock) {
        this.history = history;
        this.shipper = shipper;
        this.clock = clock;
        this.headcounts = new PastHeadcounts(history, shipper, clock);
    }

    PastHeadcounts headcounts() {
        return headcounts;
    }

    Listing observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        Page<StoredObservation> page = history.observations(site, range, sensor);
        Optional<String> next = page.hasMore() ? Optional.of(Cursors.text(page.items().getLast().key())) : Optional.empty();
        return new Listing(Map.of(), "observations", OBSERVATION_COLUMNS, page.items().stream().map(PastAnswers::json).toList(), Map.of(), next);
    }

    Listing states(SiteId site, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        try (HistoryShipper.Question question = shipper.ask(site, Merged.earlier(range.to(), clock.instant()))) {
            List<OfDesk> beyond = question.beyond().stream()
                    .filter(OfDesk.class::isInstance)
                    .map(OfDesk.class::cast)
                    .filter(change -> change.at().isBefore(range.to()) && desk.map(change.desk()::equals).orElse(true))
                    .toList();
            Merged<OfDesk, DeskKey> page = Merged.of(
                    history.states(site, range, desk, zone), beyond, change -> zone.map(change.zone()::equals).orElse(true), range, BY_DESK);
            return new Listing(
                    Map.of("answer", "live"), "states", STATE_COLUMNS, page.items().stream().map(PastAnswers::json).toList(), Map.of(),
                    page.end().map(Cursors::text));
        }
    }

    Listing watching(SiteId site, Instant from, Instant to) throws HistoryException {
        List<Map<String, @Nullable Object>> watches = history.watching(site, from, to).stream().map(PastAnswers::json).toList();
        return new Listing(Map.of(), "watching", WATCH_COLUMNS, watches, Map.of(), Optional.empty());
    }

    private static Map<String, @Nullable Object> json(History.Watch watch) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("gateway", watch.gateway().value());
        item.put("from", WireTime.text(watch.from()));
        item.put("to", WireTime.text(watch.to()));
        return item;
    }

    /// The members of the wire, with gateway, log and number behind the time.
    private static Map<String, @Nullable Object> json(StoredObservation stored) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("at", WireTime.text(stored.observation().at()));
        item.put("gateway", stored.gateway().value());
        item.put("log", stored.log().value());
        item.put("sequence", stored.sequence());
        try {
            item.putAll(JSON.readValue(RecordCodec.encode(stored.observation()), new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the wire's own JSON does not parse", e);
        }
        return item;
    }

    private static Map<String, @Nullable Object> json(StoredChange<OfDesk> state) {
        OfDesk change = state.change();
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("desk", change.desk().value());
        item.put("zone", change.zone().value());
        item.put("at", WireTime.text(change.at()));
        item.put("state", change.state().text());
        item.put("confidence", change.confidence());
        item.put("reason", change.reason());
        item.put("version", state.version());
        return item;
    }
}
