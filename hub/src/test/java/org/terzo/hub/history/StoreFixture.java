package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.history.Kept.DAY;
import static org.terzo.hub.history.Kept.at;
import static org.terzo.hub.history.Kept.desk;

import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A store under test and short ways to write to it and to ask it. Each test has a site of its own, so that one store may serve them all.
abstract class StoreFixture {
    static final Retention RETENTION = new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));
    static final Horizon NOW = new Horizon(RETENTION, InstantSource.system());
    static final GatewayId GATEWAY = new GatewayId("gw-1");
    static final LogId LOG = new LogId("log-1");

    final SiteId site = Kept.newSite();
    final MovableClock clock = new MovableClock(DAY.plus(Duration.ofHours(12)));
    History history;

    abstract History open(Horizon horizon) throws HistoryException;

    @BeforeEach
    void open() throws HistoryException {
        history = open(new Horizon(RETENTION, clock));
    }

    @AfterEach
    void close() {
        history.close();
    }

    void write(StoredObservation... observations) throws HistoryException {
        history.write(new Batch(site, List.of(observations), List.of(), List.of()));
    }

    @SafeVarargs
    final void change(StoredChange<? extends OccupancyChange>... changes) throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> all = new ArrayList<>();
        for (StoredChange<? extends OccupancyChange> each : changes) {
            all.add(each);
        }
        history.write(new Batch(site, List.of(), List.of(), all));
    }

    static <K> Range<K> range(String from, String to) {
        return new Range<>(at(from), at(to), Optional.empty(), 10_000);
    }

    Page<StoredObservation> page(Optional<ObservationKey> after, int limit) throws HistoryException {
        return history.observations(site, new Range<>(DAY, at("23:59"), after, limit), Optional.empty());
    }

    List<StoredObservation> all() throws HistoryException {
        return page(Optional.empty(), 10_000).items();
    }

    List<StoredObservation> paged(int limit) throws HistoryException {
        List<StoredObservation> paged = new ArrayList<>();
        Page<StoredObservation> page = page(Optional.empty(), limit);
        while (page.hasMore()) {
            assertEquals(limit, page.items().size());
            paged.addAll(page.items());
            page = page(Optional.of(page.items().getLast().key()), limit);
        }
        paged.addAll(page.items());
        return paged;
    }

    Page<StoredChange<OfDesk>> states(Optional<DeskKey> after, int limit) throws HistoryException {
        return history.states(site, new Range<>(at("08:00"), at("09:00"), after, limit), Optional.empty(), Optional.empty());
    }

    List<StoredChange<OfDesk>> states(String from, String to) throws HistoryException {
        return history.states(site, range(from, to), Optional.empty(), Optional.empty()).items();
    }

    List<StoredChange<OfDesk>> states(Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        return history.states(site, range("08:00", "09:00"), desk, zone).items();
    }

    List<StoredChange<OfHeadcount>> headcounts(Optional<ZoneId> zone, String from, String to) throws HistoryException {
        return history.headcounts(site, range(from, to), zone).items();
    }

    static List<Long> numbers(List<StoredObservation> observations) {
        return observations.stream().map(StoredObservation::sequence).toList();
    }

    static List<String> lines(List<StoredChange<OfDesk>> states) {
        return states.stream().map(each -> Kept.clock(each.change().at()) + " " + each.change().desk()).toList();
    }
}
