package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.history.Kept.HALL;
import static org.terzo.hub.history.Kept.OFFICE;
import static org.terzo.hub.history.Kept.at;
import static org.terzo.hub.history.Kept.count;
import static org.terzo.hub.history.Kept.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.Thing;
import org.terzo.hub.history.correction.Replacement;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;

/// What every store must do when a past that is written turns out to have been another one.
abstract class ReplacementContract extends StoreFixture {
    private static final Thing DESK = new Thing.Desk(new DeskId("d-1"), Answer.LIVE);

    @SafeVarargs
    private Replacement replacement(Thing thing, String from, String to, StoredChange<? extends OccupancyChange>... changes) {
        List<StoredChange<? extends OccupancyChange>> all = new ArrayList<>();
        for (StoredChange<? extends OccupancyChange> each : changes) {
            all.add(each);
        }
        return new Replacement(site, thing, at(from), at(to), all);
    }

    private List<String> said() throws HistoryException {
        return states("00:00", "23:00").stream()
                .map(each -> Kept.clock(each.change().at()) + " " + each.change().desk() + " " + each.change().state())
                .toList();
    }

    @Test
    void whatNoLongerHoldsIsGoneAndAllElseStays() throws HistoryException {
        change(
                desk("d-1", HALL, at("07:00"), DeskState.FREE), desk("d-1", HALL, at("08:00"), DeskState.OCCUPIED),
                desk("d-1", HALL, at("08:20"), DeskState.FREE), desk("d-1", HALL, at("08:40"), DeskState.OCCUPIED),
                desk("d-1", HALL, at("09:00"), DeskState.FREE), desk("d-1", HALL, at("10:00"), DeskState.UNKNOWN),
                desk("d-2", HALL, at("08:20"), DeskState.FREE));

        replacement(DESK, "08:00", "09:00", desk("d-1", OFFICE, at("08:10"), DeskState.HELD), desk("d-1", HALL, at("08:40"), DeskState.FREE))
                .make(history);

        assertEquals(List.of("07:00 d-1 FREE", "08:10 d-1 HELD", "08:20 d-2 FREE", "08:40 d-1 FREE", "10:00 d-1 UNKNOWN"), said());
        assertEquals(OFFICE, states("08:10", "08:15").getFirst().change().zone());
    }

    @Test
    void madeTwiceOrHalfItEndsTheSame() throws HistoryException {
        change(desk("d-1", HALL, at("08:00"), DeskState.FREE), desk("d-1", HALL, at("08:30"), DeskState.OCCUPIED));
        Replacement replacement =
                replacement(DESK, "08:00", "09:00", desk("d-1", HALL, at("08:10"), DeskState.FREE), desk("d-1", HALL, at("08:20"), DeskState.HELD));
        change(desk("d-1", HALL, at("08:10"), DeskState.FREE));
        history.forget(site, DESK, at("08:30"), at("08:30"));

        replacement.make(history);
        replacement.make(history);

        assertEquals(List.of("08:10 d-1 FREE", "08:20 d-1 HELD"), said());
    }

    @Test
    void whatWasForgottenCanBeSaidAgain() throws HistoryException {
        change(desk("d-1", HALL, at("08:00"), DeskState.FREE));
        history.forget(site, DESK, at("07:00"), at("09:00"));
        assertEquals(List.of(), said());

        change(desk("d-1", HALL, at("08:00"), DeskState.OCCUPIED));
        assertEquals(List.of("08:00 d-1 OCCUPIED"), said());
    }

    @Test
    void aHeadcountOfAZoneOrOfTheSiteIsReplacedByItself() throws HistoryException {
        StoredChange<OfHeadcount> whole =
                new StoredChange<>(new OfHeadcount(Optional.empty(), at("08:00"), Optional.empty(), OccupancyChange.Quality.LOW), "1");
        change(count(HALL, at("08:00"), 1), count(HALL, at("08:30"), 2), count(OFFICE, at("08:30"), 7), whole);

        replacement(new Thing.Zone(Optional.of(HALL), Answer.LIVE), "08:10", "08:50", count(HALL, at("08:40"), 4)).make(history);

        assertEquals(List.of(count(HALL, at("08:00"), 1), count(HALL, at("08:40"), 4)), headcounts(Optional.of(HALL), "08:00", "09:00"));
        assertEquals(List.of(count(OFFICE, at("08:30"), 7)), headcounts(Optional.of(OFFICE), "08:00", "09:00"));
        assertEquals(List.of(whole), headcounts(Optional.empty(), "08:00", "09:00"));

        replacement(new Thing.Zone(Optional.empty(), Answer.LIVE), "08:00", "09:00").make(history);
        assertEquals(List.of(), headcounts(Optional.empty(), "08:00", "09:00"));
    }

    @Test
    void aLongPastIsReplacedWhole() throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> before = new ArrayList<>();
        List<StoredChange<? extends OccupancyChange>> after = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            Instant at = at("08:00").plusMillis(i * 100L);
            before.add(desk("d-1", HALL, at, i % 2 == 0 ? DeskState.FREE : DeskState.OCCUPIED));
            if (i < 2_000 || i > 11_000) {
                after.add(desk("d-1", HALL, at.plusMillis(i < 2_000 ? 0 : 7), DeskState.HELD));
            }
        }
        history.write(new History.Batch(site, List.of(), List.of(), before));

        new Replacement(site, DESK, at("08:00"), at("08:30"), after).make(history);

        assertEquals(after, states("08:00", "09:00"));
    }
}
