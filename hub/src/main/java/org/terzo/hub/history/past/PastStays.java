package org.terzo.hub.history.past;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.wire.DeskId;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// The stays of desks, each a run of `occupied` in the smoothed answer, clipped to the time that was asked for.
final class PastStays {
    private final History history;
    private final HistoryShipper shipper;
    private final InstantSource clock;

    PastStays(History history, HistoryShipper shipper, InstantSource clock) {
        this.history = history;
        this.shipper = shipper;
        this.clock = clock;
    }

    /// What is asked for.
    ///
    /// @param desks of which the coverage is told; of others it is when they said anything
    record Asked(SiteId site, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone, List<DeskId> desks) {
        Asked {
            desks = List.copyOf(desks);
        }

        private boolean isWanted(OfDesk change) {
            return zone.map(change.zone()::equals).orElse(true);
        }
    }

    /// The stays that begin behind the range's key, and the share of the desks' time of this page that was known.
    Listing list(Asked asked) throws HistoryException {
        Range<DeskKey> range = asked.range();
        Instant now = Merged.earlier(range.to(), clock.instant());
        Runs runs = new Runs(asked);
        Optional<DeskKey> after = Optional.empty();
        boolean hasMore = range.from().isBefore(now);
        while (hasMore && !runs.isFull()) {
            Merged<OfDesk, DeskKey> page = page(asked, after);
            page.items().forEach(each -> runs.pass(each.change()));
            after = page.end();
            hasMore = after.isPresent();
        }
        return runs.listing(hasMore ? after.map(DeskKey::at).orElse(now) : now);
    }

    /// A millisecond is added in front, to tell what was so before.
    private Merged<OfDesk, DeskKey> page(Asked asked, Optional<DeskKey> after) throws HistoryException {
        Range<DeskKey> range = asked.range();
        Instant from = range.after().map(DeskKey::at).orElse(range.from()).minusMillis(1);
        Range<DeskKey> wanted = new Range<>(from, range.to(), after, HistoryController.PAGE);
        try (HistoryShipper.Question question = shipper.ask(asked.site(), Beyond.until(Answer.SMOOTHED, range, clock))) {
            List<OfDesk> beyond = Beyond.said(question, Answer.SMOOTHED)
                    .filter(OfDesk.class::isInstance)
                    .map(OfDesk.class::cast)
                    .filter(change -> change.at().isBefore(range.to()) && asked.desk().map(change.desk()::equals).orElse(true))
                    .toList();
            return Merged.of(
                    history.states(asked.site(), Answer.SMOOTHED, wanted, asked.desk(), Optional.empty()), beyond, _ -> true, wanted, PastAnswers.BY_DESK);
        }
    }

    /// A stay whose end was not seen yet.
    private record Open(DeskId desk, ZoneId zone, Instant from, boolean isLeftOpen) {
        private DeskKey key() {
            return new DeskKey(from, desk);
        }

        private PastJson.Stay until(Instant to, boolean isRightOpen) {
            String censored = isLeftOpen ? (isRightOpen ? "both" : "left") : (isRightOpen ? "right" : "none");
            return new PastJson.Stay(desk.value(), zone.value(), WireTime.text(from), WireTime.text(to), censored);
        }
    }

    /// Runs of `occupied`, desk by desk, from states in the order of time.
    private static final class Runs {
        private final Asked asked;
        private final Range<DeskKey> range;
        private final Map<DeskId, OfDesk> last = new HashMap<>();
        private final Map<DeskId, Open> open = new HashMap<>();
        private final TreeMap<DeskKey, PastJson.Stay> stays = new TreeMap<>();
        private final List<OfDesk> passed = new ArrayList<>();

        Runs(Asked asked) {
            this.asked = asked;
            this.range = asked.range();
        }

        /// A page and one more are there, and none that is still open comes before.
        boolean isFull() {
            return stays.size() > range.limit()
                    && open.values().stream().map(Open::key).noneMatch(key -> key.compareTo(stays.lastKey()) < 0);
        }

        void pass(OfDesk change) {
            passed.add(change);
            Optional<OfDesk> before = Optional.ofNullable(last.put(change.desk(), change));
            boolean goesOn = change.state() == DeskState.OCCUPIED && before.filter(each -> isSame(each, change)).isPresent();
            if (goesOn) {
                return;
            }
            Optional.ofNullable(open.remove(change.desk())).ifPresent(run -> end(run, change.at(), change.state() == DeskState.UNKNOWN));
            if (change.state() == DeskState.OCCUPIED && asked.isWanted(change)) {
                boolean isClipped = change.at().isBefore(range.from());
                boolean isLeftOpen = isClipped || before.map(each -> each.state() == DeskState.UNKNOWN).orElse(true);
                open.put(change.desk(), new Open(change.desk(), change.zone(), isClipped ? range.from() : change.at(), isLeftOpen));
            }
        }

        private static boolean isSame(OfDesk before, OfDesk change) {
            return before.state() == DeskState.OCCUPIED && before.zone().equals(change.zone());
        }

        private void end(Open run, Instant at, boolean isRightOpen) {
            boolean isBehind = range.after().map(after -> run.key().compareTo(after) > 0).orElse(true);
            if (isBehind && at.isAfter(run.from())) {
                stays.put(run.key(), run.until(at, isRightOpen));
            }
        }

        /// @param end up to here the states passed
        Listing listing(Instant end) {
            List.copyOf(open.values()).forEach(run -> end(run, end, true));
            List<PastJson.Stay> items = stays.values().stream().limit(range.limit()).toList();
            Optional<DeskKey> next = stays.size() > range.limit()
                    ? Optional.of(stays.keySet().stream().skip(range.limit() - 1L).findFirst().orElseThrow())
                    : Optional.empty();
            Optional<Double> coverage = coverage(next.map(DeskKey::at).orElse(end));
            Optional<String> cursor = next.map(Cursors::text);
            return new Listing(new PastJson.Stays(items, coverage.orElse(null), cursor.orElse(null)), PastJson.Stay.COLUMNS, items, cursor);
        }

        private Optional<Double> coverage(Instant end) {
            Instant from = range.after().map(DeskKey::at).orElse(range.from());
            Map<DeskId, Coverage> each = new TreeMap<>();
            asked.desks().forEach(desk -> each.put(desk, new Coverage(from, false)));
            Predicate<OfDesk> isInTime = change -> change.at().isBefore(end) && asked.isWanted(change);
            passed.stream().filter(isInTime).forEach(change ->
                    each.computeIfAbsent(change.desk(), _ -> new Coverage(from, false)).pass(change.at(), change.state() != DeskState.UNKNOWN));
            return from.isBefore(end) ? Coverage.mean(each.values(), end) : Optional.empty();
        }
    }
}
