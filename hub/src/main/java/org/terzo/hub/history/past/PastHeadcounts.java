package org.terzo.hub.history.past;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// Headcounts of a zone or of a site as a whole: each change, or the value in force at every step.
final class PastHeadcounts {
    private static final Merged.Order<OfHeadcount, Instant> BY_TIME = new Merged.Order<>(OfHeadcount::at, OfHeadcount::zone);

    private final History history;
    private final HistoryShipper shipper;
    private final InstantSource clock;

    PastHeadcounts(History history, HistoryShipper shipper, InstantSource clock) {
        this.history = history;
        this.shipper = shipper;
        this.clock = clock;
    }

    /// Every change. The coverage is that of the time this page speaks of.
    Listing changes(SiteId site, Answer wanted, Range<Instant> range, boolean wasKnown, Optional<ZoneId> zone) throws HistoryException {
        Answer answer = kept(site, wanted, range, zone);
        Merged<OfHeadcount, Instant> page = page(site, answer, range, zone);
        List<OfHeadcount> values = page.items().stream().map(StoredChange::change).toList();
        Instant end = page.end().orElse(Merged.earlier(range.to(), clock.instant()));
        Coverage coverage = new Coverage(range.after().orElse(range.from()), wasKnown);
        values.forEach(value -> coverage.pass(value.at(), value.headcount().isPresent()));
        boolean isKnown = values.isEmpty() ? wasKnown : values.getLast().headcount().isPresent();
        return listing(
                zone, answer, Optional.empty(), values.stream().map(value -> json(value.at(), Optional.of(value))).toList(), coverage.upTo(end),
                page.end().map(at -> Cursors.text(new Cursors.CountKey(at, isKnown))));
    }

    /// The value in force at every `step` from `range.from` on, up to now; the range's cursor is the last instant of the page before.
    Listing steps(SiteId site, Answer wanted, Range<Instant> range, Duration step, Optional<ZoneId> zone) throws HistoryException {
        Answer answer = kept(site, wanted, range, zone);
        Instant first = range.after().map(at -> at.plus(step)).orElse(range.from());
        Instant end = Merged.earlier(range.to(), clock.instant());
        List<Instant> instants = new ArrayList<>();
        for (Instant at = first; at.isBefore(end) && instants.size() < range.limit(); at = at.plus(step)) {
            instants.add(at);
        }
        if (instants.isEmpty()) {
            return listing(zone, answer, Optional.of(step), List.of(), Optional.empty(), Optional.empty());
        }
        Instant pageEnd = Merged.earlier(instants.getLast().plus(step), end);
        List<OfHeadcount> values = all(site, answer, first, pageEnd, zone);
        Coverage coverage = new Coverage(first, false);
        values.forEach(value -> coverage.pass(value.at(), value.headcount().isPresent()));
        boolean hasMore = instants.getLast().plus(step).isBefore(end);
        return listing(
                zone, answer, Optional.of(step), inForce(instants, values), coverage.upTo(pageEnd),
                hasMore ? Optional.of(Cursors.text(new Cursors.CountKey(instants.getLast(), false))) : Optional.empty());
    }

    private static List<PastJson.Headcount> inForce(List<Instant> instants, List<OfHeadcount> values) {
        List<PastJson.Headcount> items = new ArrayList<>();
        int next = 0;
        for (Instant at : instants) {
            while (next < values.size() && !values.get(next).at().isAfter(at)) {
                next++;
            }
            items.add(json(at, next == 0 ? Optional.empty() : Optional.of(values.get(next - 1))));
        }
        return items;
    }

    private List<OfHeadcount> all(SiteId site, Answer answer, Instant from, Instant to, Optional<ZoneId> zone) throws HistoryException {
        List<OfHeadcount> values = new ArrayList<>();
        Optional<Instant> after = Optional.empty();
        do {
            Merged<OfHeadcount, Instant> page = page(site, answer, new Range<>(from, to, after, HistoryController.PAGE), zone);
            page.items().forEach(each -> values.add(each.change()));
            after = page.end();
        } while (after.isPresent());
        return values;
    }

    /// What doors count has no smoothed answer; it is live whatever was asked for, and says so.
    private Answer kept(SiteId site, Answer wanted, Range<Instant> range, Optional<ZoneId> zone) throws HistoryException {
        Range<Instant> whole = new Range<>(range.from(), range.to(), Optional.empty(), 1);
        return wanted == Answer.LIVE || page(site, wanted, whole, zone).items().isEmpty() ? Answer.LIVE : wanted;
    }

    private Merged<OfHeadcount, Instant> page(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone) throws HistoryException {
        try (HistoryShipper.Question question = shipper.ask(site, Beyond.until(answer, range, clock))) {
            List<OfHeadcount> beyond = Beyond.said(question, answer)
                    .filter(OfHeadcount.class::isInstance)
                    .map(OfHeadcount.class::cast)
                    .filter(change -> change.at().isBefore(range.to()) && change.zone().equals(zone))
                    .toList();
            return Merged.of(history.headcounts(site, answer, range, zone), beyond, _ -> true, range, BY_TIME);
        }
    }

    private static Listing listing(
            Optional<ZoneId> zone, Answer answer, Optional<Duration> step, List<PastJson.Headcount> items, Optional<Double> coverage, Optional<String> next) {
        PastJson.Headcounts headcounts = new PastJson.Headcounts(
                zone.map(ZoneId::value).orElse(null), answer.text(), step.map(Duration::toString).orElse(null), items, coverage.orElse(null), next.orElse(null));
        return new Listing(headcounts, PastJson.Headcount.COLUMNS, items, next);
    }

    /// @param value empty: nothing was ever known up to there
    private static PastJson.Headcount json(Instant at, Optional<OfHeadcount> value) {
        Optional<Headcount> people = value.flatMap(OfHeadcount::headcount);
        return new PastJson.Headcount(
                WireTime.text(at),
                people.map(Headcount::low).orElse(null),
                people.map(Headcount::best).orElse(null),
                people.map(Headcount::high).orElse(null),
                value.map(OfHeadcount::quality).orElse(Quality.LOW).text());
    }
}
