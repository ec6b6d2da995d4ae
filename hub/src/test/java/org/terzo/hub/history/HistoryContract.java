package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.history.Kept.HALL;
import static org.terzo.hub.history.Kept.OFFICE;
import static org.terzo.hub.history.Kept.at;
import static org.terzo.hub.history.Kept.count;
import static org.terzo.hub.history.Kept.desk;
import static org.terzo.hub.history.Kept.motion;
import static org.terzo.hub.history.Kept.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Reading;
import org.terzo.wire.SiteId;

/// What every store must do, with observations and with what follows from them.
abstract class HistoryContract extends ObservationContract {
    @Test
    void writingTheSameTwiceLeavesOne() throws HistoryException {
        Batch batch = new Batch(
                site,
                List.of(motion(GATEWAY, LOG, 1, at("08:00"), true)),
                List.of(new Watch(GATEWAY, at("07:00"), at("09:00"))),
                List.of(desk("d-1", HALL, at("08:00"), DeskState.OCCUPIED), count(HALL, at("08:00"), 3)));
        history.write(batch);
        history.write(batch);

        assertEquals(batch.observations(), all());
        assertEquals(1, states("08:00", "10:00").size());
        assertEquals(1, headcounts(Optional.of(HALL), "08:00", "10:00").size());
        assertEquals(batch.watches(), history.watching(site, at("06:00"), at("10:00")));
    }

    @Test
    void noTextCanBreakOutOfItsPlace() throws HistoryException {
        LogId log = new LogId("a,b=c\\\"'%27;DROP\\");
        String reason = "'; DROP TABLE desk_state; -- \"quoted\" \\ and\nnew line, comma=equals è 漢 🪑 \\";
        write(motion(GATEWAY, log, 1, at("08:00"), true), motion(GATEWAY, log, 2, at("08:00"), true));
        OfDesk change = new OfDesk(new DeskId("d-1"), HALL, at("08:00"), DeskState.FREE, 0.1 + 0.2, reason);
        history.write(new Batch(site, List.of(), List.of(), List.of(new StoredChange<>(change, reason))));

        assertEquals(List.of(log, log), all().stream().map(StoredObservation::log).toList());
        assertEquals(List.of(new StoredChange<>(change, reason)), states("08:00", "09:00"));
        assertEquals(1, page(Optional.of(all().getFirst().key()), 10).items().size());
    }

    @Test
    void theStateInForceComesFirstForEachDesk() throws HistoryException {
        change(
                desk("d-1", HALL, at("06:00"), DeskState.FREE),
                desk("d-1", HALL, at("07:00"), DeskState.OCCUPIED),
                desk("d-1", HALL, at("08:30"), DeskState.FREE),
                desk("d-2", HALL, at("08:00"), DeskState.FREE),
                desk("d-2", HALL, at("07:59"), DeskState.HELD),
                desk("d-3", HALL, at("08:10"), DeskState.UNKNOWN),
                desk("d-3", HALL, at("09:00"), DeskState.FREE));

        assertEquals(List.of("07:00 d-1", "08:00 d-2", "08:10 d-3", "08:30 d-1"), lines(states("08:00", "09:00")));
    }

    @Test
    void aDeskThatMovedHasOneStateInForce() throws HistoryException {
        change(
                desk("d-1", HALL, at("06:00"), DeskState.FREE),
                desk("d-1", OFFICE, at("07:00"), DeskState.OCCUPIED),
                desk("d-2", OFFICE, at("06:30"), DeskState.FREE),
                desk("d-2", HALL, at("08:30"), DeskState.FREE));

        assertEquals(List.of("06:30 d-2", "07:00 d-1", "08:30 d-2"), lines(states("08:00", "09:00")));
        assertEquals(List.of("08:30 d-2"), lines(states(Optional.empty(), Optional.of(HALL))));
        assertEquals(List.of("06:30 d-2", "07:00 d-1"), lines(states(Optional.empty(), Optional.of(OFFICE))));
        assertEquals(List.of("07:00 d-1"), lines(states(Optional.of(new DeskId("d-1")), Optional.of(OFFICE))));
    }

    @Test
    void pagesOfStatesAreExactAlsoWhereManyDesksChangeAtOnce() throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> written = new ArrayList<>();
        for (int number = 10; number < 40; number++) {
            written.add(desk("d-" + number, HALL, at("07:00"), DeskState.FREE));
            written.add(desk("d-" + number, HALL, at("08:30"), DeskState.OCCUPIED));
            written.add(desk("d-" + number, HALL, at("08:00").plusSeconds(number / 10), DeskState.HELD));
        }
        Collections.shuffle(written, new Random(7));
        history.write(new Batch(site, List.of(), List.of(), written));
        List<StoredChange<OfDesk>> whole = states("08:00", "09:00");

        assertEquals(90, whole.size());
        assertEquals(whole.stream().sorted(Comparator.comparing(DeskKey::of)).toList(), whole);
        for (int limit : List.of(1, 7, 30, 90)) {
            List<StoredChange<OfDesk>> paged = new ArrayList<>();
            Page<StoredChange<OfDesk>> page = states(Optional.empty(), limit);
            while (page.hasMore()) {
                assertEquals(limit, page.items().size());
                paged.addAll(page.items());
                page = states(Optional.of(DeskKey.of(page.items().getLast())), limit);
            }
            paged.addAll(page.items());
            assertEquals(whole, paged, "pages of " + limit);
        }
    }

    @Test
    void theLastOfTwoStatesAtOneInstantStands() throws HistoryException {
        change(desk("d-1", HALL, at("08:00"), DeskState.FREE), desk("d-1", HALL, at("08:00"), DeskState.OCCUPIED));
        change(desk("d-2", HALL, at("08:00"), DeskState.FREE));
        change(desk("d-2", OFFICE, at("08:00"), DeskState.HELD));

        assertEquals(
                List.of(DeskState.OCCUPIED, DeskState.HELD), states("08:00", "09:00").stream().map(each -> each.change().state()).toList());
    }

    @Test
    void aHeadcountIsOfAZoneOrOfTheSiteAndMayBeUnknown() throws HistoryException {
        change(
                count(HALL, at("07:00"), 1), count(HALL, at("08:00"), 2), count(HALL, at("08:30"), -1), count(HALL, at("09:00"), 4),
                count(OFFICE, at("08:10"), 9));
        StoredChange<OfHeadcount> whole = new StoredChange<>(
                new OfHeadcount(Optional.empty(), at("06:00"), Optional.empty(), OccupancyChange.Quality.LOW), "1");
        change(whole);

        assertEquals(List.of(count(HALL, at("08:00"), 2), count(HALL, at("08:30"), -1)), headcounts(Optional.of(HALL), "08:00", "09:00"));
        assertEquals(List.of(count(HALL, at("07:00"), 1), count(HALL, at("08:00"), 2)), headcounts(Optional.of(HALL), "07:30", "08:30"));
        assertEquals(List.of(whole), headcounts(Optional.empty(), "08:00", "09:00"));
    }

    @Test
    void headcountsArePagedByTime() throws HistoryException {
        change(count(HALL, at("07:00"), 1), count(HALL, at("08:10"), 2), count(HALL, at("08:20"), 3));
        Page<StoredChange<OfHeadcount>> first = headcountPage(Optional.empty(), 1);
        Page<StoredChange<OfHeadcount>> second = headcountPage(Optional.of(at("07:00")), 1);

        assertEquals(new Page<>(List.of(count(HALL, at("07:00"), 1)), true), first);
        assertEquals(new Page<>(List.of(count(HALL, at("08:10"), 2)), true), second);
        assertEquals(new Page<>(List.of(count(HALL, at("08:20"), 3)), false), headcountPage(Optional.of(at("08:10")), 1));
    }

    private Page<StoredChange<OfHeadcount>> headcountPage(Optional<Instant> after, int limit) throws HistoryException {
        return history.headcounts(site, new Range<>(at("08:00"), at("09:00"), after, limit), Optional.of(HALL));
    }

    @Test
    void watchingIsMergedAndClipped() throws HistoryException {
        GatewayId other = new GatewayId("gw-2");
        history.write(new Batch(
                site,
                List.of(),
                List.of(
                        new Watch(other, at("08:00"), at("08:05")),
                        new Watch(GATEWAY, at("08:05"), at("08:10")),
                        new Watch(GATEWAY, at("07:00"), at("08:05")),
                        new Watch(GATEWAY, at("08:07"), at("08:10")),
                        new Watch(GATEWAY, at("08:30"), at("10:00")),
                        new Watch(GATEWAY, at("06:00"), at("07:30"))),
                List.of()));

        assertEquals(
                List.of(
                        new Watch(GATEWAY, at("07:45"), at("08:10")),
                        new Watch(GATEWAY, at("08:30"), at("09:00")),
                        new Watch(other, at("08:00"), at("08:05"))),
                history.watching(site, at("07:45"), at("09:00")));
    }

    @Test
    void whatIsPastItsRetentionIsNotGivenAnyMore() throws HistoryException {
        write(
                motion(GATEWAY, LOG, 1, at("08:00"), true),
                observation(GATEWAY, LOG, 2, at("08:00"), "door", new Reading.Passage(Reading.Direction.IN)));
        change(desk("d-1", HALL, at("08:00"), DeskState.FREE), count(HALL, at("08:00"), 1));
        assertEquals(List.of(1L, 2L), numbers(all()));

        clock.set(at("08:00").plus(Duration.ofHours(25)));
        history.expire();
        assertEquals(List.of(1L), numbers(all()));

        clock.set(at("08:00").plus(Duration.ofDays(31)));
        history.expire();
        assertEquals(List.of(), all());
        assertEquals(1, states("08:00", "09:00").size());

        clock.set(at("08:00").plus(Duration.ofDays(400)));
        history.expire();
        assertEquals(List.of(), states("08:00", "09:00"));
        assertEquals(List.of(), headcounts(Optional.of(HALL), "08:00", "09:00"));
    }

    @Test
    void aSiteThatNobodyKnowsHasNoHistory() throws HistoryException {
        SiteId nowhere = Kept.newSite();

        assertTrue(history.observations(nowhere, range("08:00", "09:00"), Optional.empty()).items().isEmpty());
        assertTrue(history.states(nowhere, new Range<>(at("08:00"), at("09:00"), Optional.empty(), 10), Optional.empty(), Optional.empty()).items().isEmpty());
        assertTrue(history.headcounts(nowhere, new Range<>(at("08:00"), at("09:00"), Optional.empty(), 10), Optional.empty()).items().isEmpty());
        assertTrue(history.watching(nowhere, at("08:00"), at("09:00")).isEmpty());
        assertFalse(history.describe().isBlank());
    }
}
