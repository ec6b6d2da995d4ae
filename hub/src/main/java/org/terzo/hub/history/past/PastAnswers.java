package org.terzo.hub.history.past;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.DeskId;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// The histories in the shapes of http.md. Behind the store's last word come the changes that are known but not yet written or not yet
/// final.
public final class PastAnswers {
    static final Merged.Order<OfDesk, DeskKey> BY_DESK =
            new Merged.Order<>(change -> new DeskKey(change.at(), change.desk()), OfDesk::desk);

    private final History history;
    private final HistoryShipper shipper;
    private final InstantSource clock;
    private final PastHeadcounts headcounts;
    private final PastStays stays;
    private final SiteRegistry sites;

    public PastAnswers(History history, HistoryShipper shipper, SiteRegistry sites, InstantSource clock) {
        this.history = history;
        this.shipper = shipper;
        this.clock = clock;
        this.sites = sites;
        this.headcounts = new PastHeadcounts(history, shipper, clock);
        this.stays = new PastStays(history, shipper, clock);
    }

    PastHeadcounts headcounts() {
        return headcounts;
    }

    Listing observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        Page<StoredObservation> page = history.observations(site, range, sensor);
        Optional<String> next = page.hasMore() ? Optional.of(Cursors.text(page.items().getLast().key())) : Optional.empty();
        List<PastJson.Observation> items = page.items().stream().map(PastAnswers::json).toList();
        return new Listing(new PastJson.Observations(items, next.orElse(null)), PastJson.Observation.COLUMNS, items, next);
    }

    Listing states(SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        try (HistoryShipper.Question question = shipper.ask(site, Beyond.until(answer, range, clock))) {
            List<OfDesk> beyond = Beyond.said(question, answer)
                    .filter(OfDesk.class::isInstance)
                    .map(OfDesk.class::cast)
                    .filter(change -> change.at().isBefore(range.to()) && desk.map(change.desk()::equals).orElse(true))
                    .toList();
            Merged<OfDesk, DeskKey> page = Merged.of(
                    history.states(site, answer, range, desk, zone), beyond, change -> zone.map(change.zone()::equals).orElse(true), range, BY_DESK);
            List<PastJson.State> items = page.items().stream().map(PastAnswers::json).toList();
            Optional<String> next = page.end().map(Cursors::text);
            return new Listing(new PastJson.States(answer.text(), items, next.orElse(null)), PastJson.State.COLUMNS, items, next);
        }
    }

    /// Of the desks that the site has today the coverage is told, whether or not they said anything.
    Listing stays(SiteId site, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        List<DeskId> desks = sites.site(site).map(Site::desks).orElse(List.of()).stream()
                .filter(each -> desk.map(each.id()::equals).orElse(true) && zone.map(each.zone()::equals).orElse(true))
                .map(Site.Desk::id)
                .toList();
        return stays.list(new PastStays.Asked(site, range, desk, zone, desks));
    }

    Listing watching(SiteId site, Instant from, Instant to) throws HistoryException {
        List<PastJson.Watching> items = history.watching(site, from, to).stream()
                .map(watch -> new PastJson.Watching(watch.gateway().value(), WireTime.text(watch.from()), WireTime.text(watch.to())))
                .toList();
        return new Listing(new PastJson.Watchings(items), PastJson.Watching.COLUMNS, items, Optional.empty());
    }

    private static PastJson.Observation json(StoredObservation stored) {
        Reading reading = stored.observation().reading();
        Optional<Reading.Air> air = reading instanceof Reading.Air values ? Optional.of(values) : Optional.empty();
        return new PastJson.Observation(
                WireTime.text(stored.observation().at()),
                stored.gateway().value(),
                stored.log().value(),
                stored.sequence(),
                stored.observation().sensor().value(),
                reading instanceof Reading.Motion(boolean seen) ? seen : null,
                reading instanceof Reading.Presence(boolean present) ? present : null,
                reading instanceof Reading.Contact(boolean open) ? (open ? "open" : "closed") : null,
                reading instanceof Reading.Passage(Reading.Direction direction) ? direction.name().toLowerCase(Locale.ROOT) : null,
                reading instanceof Reading.Distance(int millimetres) ? millimetres : null,
                air.flatMap(values -> number(values.co2Ppm())).orElse(null),
                air.flatMap(values -> number(values.temperatureC())).orElse(null),
                air.flatMap(values -> number(values.humidityPercent())).orElse(null),
                reading instanceof Reading.Fault(String code) ? code : null);
    }

    /// 612 rather than 612.0, as on the wire.
    private static Optional<BigDecimal> number(OptionalDouble value) {
        return value.stream()
                .mapToObj(each -> each == Math.rint(each) ? BigDecimal.valueOf((long) each) : BigDecimal.valueOf(each))
                .findFirst();
    }

    private static PastJson.State json(StoredChange<OfDesk> state) {
        OfDesk change = state.change();
        return new PastJson.State(
                change.desk().value(), change.zone().value(), WireTime.text(change.at()), change.state().text(), change.confidence(), change.reason(),
                state.version());
    }
}
