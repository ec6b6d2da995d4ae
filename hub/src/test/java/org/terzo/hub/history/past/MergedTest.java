package org.terzo.hub.history.past;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.wire.DeskId;
import org.terzo.wire.ZoneId;

/// What the store holds and what is known beyond it, as one answer from eight to nine.
final class MergedTest {
    private static final Merged.Order<OfDesk, DeskKey> ORDER = new Merged.Order<>(change -> new DeskKey(change.at(), change.desk()), OfDesk::desk);

    @Test
    void whatIsInBothStandsOnce() {
        assertEquals(
                List.of("08:10 d-1 FREE", "08:20 d-1 OCCUPIED"),
                lines(merged(stored(false, "08:10 d-1 FREE", "08:20 d-1 OCCUPIED"), beyond("08:20 d-1 OCCUPIED"), _ -> true, Optional.empty(), 10)));
    }

    @Test
    void aNewerStateInForceTakesThePlaceOfTheStores() {
        assertEquals(
                List.of("07:30 d-2 FREE", "07:50 d-1 HELD", "08:10 d-1 FREE"),
                lines(merged(
                        stored(false, "07:00 d-1 OCCUPIED", "07:30 d-2 FREE"),
                        beyond("07:40 d-1 FREE", "07:50 d-1 HELD", "08:10 d-1 FREE"),
                        _ -> true, Optional.empty(), 10)));
    }

    @Test
    void aDeskThatMovedAwayEndsItsStateInForceWithoutBeingListed() {
        assertEquals(
                List.of("07:30 d-2 FREE"),
                lines(merged(
                        stored(false, "07:00 d-1 OCCUPIED", "07:30 d-2 FREE"), beyond("07:50 d-1 FREE"), change -> !change.desk().value().equals("d-1"),
                        Optional.empty(), 10)));
    }

    @Test
    void aPageOfTheStoreThatIsNotTheLastEndsWhereTheStoreEnds() {
        Merged<OfDesk, DeskKey> page = merged(
                stored(true, "08:10 d-1 FREE", "08:20 d-1 OCCUPIED"), beyond("08:15 d-2 FREE", "08:30 d-2 HELD"), _ -> true, Optional.empty(), 3);

        assertEquals(List.of("08:10 d-1 FREE", "08:15 d-2 FREE", "08:20 d-1 OCCUPIED"), lines(page));
        assertEquals(Optional.of(key("08:20 d-1 OCCUPIED")), page.end());
    }

    @Test
    void thePageIsNeverLongerThanItsLimitAndTheNextGoesOnThere() {
        List<OfDesk> beyond = beyond("08:15 d-2 FREE", "08:30 d-2 HELD");
        Merged<OfDesk, DeskKey> first = merged(stored(false, "08:10 d-1 FREE"), beyond, _ -> true, Optional.empty(), 2);
        Merged<OfDesk, DeskKey> second = merged(stored(false), beyond, _ -> true, first.end(), 2);

        assertEquals(List.of("08:10 d-1 FREE", "08:15 d-2 FREE"), lines(first));
        assertEquals(List.of("08:30 d-2 HELD"), lines(second));
        assertEquals(Optional.empty(), second.end());
    }

    private static Merged<OfDesk, DeskKey> merged(
            Page<StoredChange<OfDesk>> stored, List<OfDesk> beyond, Predicate<OfDesk> wanted, Optional<DeskKey> after, int limit) {
        return Merged.of(stored, beyond, wanted, new Range<>(at("08:00"), at("09:00"), after, limit), ORDER);
    }

    private static Page<StoredChange<OfDesk>> stored(boolean hasMore, String... lines) {
        return new Page<>(beyond(lines).stream().map(change -> new StoredChange<>(change, "1")).toList(), hasMore);
    }

    private static List<OfDesk> beyond(String... lines) {
        return Stream.of(lines).map(MergedTest::change).toList();
    }

    private static OfDesk change(String line) {
        String[] words = line.split(" ", -1);
        return new OfDesk(new DeskId(words[1]), new ZoneId("hall"), at(words[0]), DeskState.valueOf(words[2]), 0.9, "because");
    }

    private static DeskKey key(String line) {
        return new DeskKey(change(line).at(), change(line).desk());
    }

    private static Instant at(String clock) {
        return Instant.parse("2026-03-10T" + clock + ":00Z");
    }

    private static List<String> lines(Merged<OfDesk, DeskKey> page) {
        return page.items().stream()
                .map(StoredChange::change)
                .map(change -> change.at().toString().substring(11, 16) + " " + change.desk() + " " + change.state())
                .toList();
    }
}
