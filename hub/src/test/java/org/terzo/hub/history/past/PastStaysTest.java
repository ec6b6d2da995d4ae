package org.terzo.hub.history.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.reference.RecordedDay;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.DeskId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Stays of a morning, from a real store. Lines read `desk state clock`.
final class PastStaysTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final SiteId SITE = new SiteId("loft");
    private static final Retention RETENTION = new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));
    private static final Horizon HORIZON = new Horizon(RETENTION, InstantSource.fixed(NOW));
    private static final String LOFT =
            """
            site: loft
            revision: 1
            name: Loft
            country: IT
            timeZone: Europe/Rome
            languages: [it]
            capacity: 9
            plan: {width: 9, height: 9}
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 9, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
            desks:
              - {desk: d-1, zone: hall, label: "1", sensors: [pir-1]}
              - {desk: d-2, zone: hall, label: "2", sensors: [pir-2]}
            sensors:
              - {sensor: pir-1, gateway: gw-1, kind: pir}
              - {sensor: pir-2, gateway: gw-1, kind: pir}
            """;

    @TempDir
    Path folder;

    private History history;
    private Journal journal;
    private PastAnswers past;

    @BeforeEach
    void open() throws HistoryException, IOException {
        history = DuckDbHistory.open(folder.resolve("history.duckdb"), HORIZON);
        journal = Journal.open(folder.resolve("journal.sqlite"));
        SiteRegistry sites = SiteRegistry.open(folder.resolve("registry.sqlite"));
        sites.put(RecordedDay.site(LOFT));
        past = new PastAnswers(history, new HistoryShipper(journal, history, sites, HORIZON), sites, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() throws IOException {
        history.close();
        journal.close();
    }

    private static Instant at(String clock) {
        return Instant.parse("2026-03-10T" + clock + ":00Z");
    }

    private void said(String... lines) throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> changes = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            OfDesk change = new OfDesk(new DeskId(words[0]), new ZoneId("hall"), at(words[2]), DeskState.valueOf(words[1]), 0.9, "because");
            changes.add(new StoredChange<>(new Smoothed(change), "2"));
        }
        history.write(new Batch(SITE, List.of(), List.of(), changes));
    }

    private PastJson.Stays stays(String from, String to, Optional<DeskKey> after, int limit) throws HistoryException {
        Listing listing = past.stays(SITE, new Range<>(at(from), at(to), after, limit), Optional.empty(), Optional.empty());
        return assertInstanceOf(PastJson.Stays.class, listing.json());
    }

    private static List<String> lines(PastJson.Stays stays) {
        return stays.stays().stream()
                .map(stay -> stay.desk() + " " + stay.from().substring(11, 16) + " " + stay.to().substring(11, 16) + " " + stay.censored())
                .toList();
    }

    @Test
    void aStayIsARunOfOccupiedWithoutTheTimeHeldBehindIt() throws HistoryException {
        said("d-1 FREE 08:00", "d-1 OCCUPIED 09:00", "d-1 HELD 10:00", "d-1 OCCUPIED 10:10", "d-1 FREE 11:00");

        assertEquals(List.of("d-1 09:00 10:00 none", "d-1 10:10 11:00 none"), lines(stays("08:00", "12:00", Optional.empty(), 10)));
    }

    @Test
    void anEndThatNobodySawIsCensored() throws HistoryException {
        said("d-1 OCCUPIED 07:00", "d-1 UNKNOWN 08:30", "d-1 OCCUPIED 09:00", "d-1 FREE 10:00", "d-2 FREE 08:00", "d-2 OCCUPIED 11:00");

        assertEquals(
                List.of("d-1 08:00 08:30 both", "d-1 09:00 10:00 left", "d-2 11:00 12:00 right"), lines(stays("08:00", "18:00", Optional.empty(), 10)));
    }

    @Test
    void coverageIsTheShareOfTheDesksTimeThatWasKnownAlsoOfThoseThatNeverSpoke() throws HistoryException {
        said("d-1 FREE 08:00", "d-1 UNKNOWN 09:00", "d-1 OCCUPIED 11:00");

        assertEquals(0.25, stays("08:00", "12:00", Optional.empty(), 10).coverage());
        assertEquals(1.0, stays("08:00", "12:00", Optional.empty(), 10).stays().size());
    }

    @Test
    void pagesNeitherRepeatNorSkipAStay() throws HistoryException {
        said(
                "d-1 FREE 08:00", "d-2 FREE 08:00", "d-1 OCCUPIED 08:30", "d-2 OCCUPIED 08:30", "d-2 FREE 08:40", "d-2 OCCUPIED 09:00", "d-2 FREE 09:10",
                "d-1 FREE 10:00", "d-2 OCCUPIED 10:30");
        List<String> whole = lines(stays("08:00", "12:00", Optional.empty(), 10));
        List<String> paged = new ArrayList<>();
        Optional<DeskKey> after = Optional.empty();
        do {
            PastJson.Stays page = stays("08:00", "12:00", after, 1);
            paged.addAll(lines(page));
            after = Optional.ofNullable(page.next()).flatMap(Cursors::desk);
        } while (after.isPresent());

        assertEquals(List.of("d-1 08:30 10:00 none", "d-2 08:30 08:40 none", "d-2 09:00 09:10 none", "d-2 10:30 12:00 right"), whole);
        assertEquals(whole, paged);
    }

    @Test
    void beforeAnythingWasKnownThereAreNoStays() throws HistoryException {
        PastJson.Stays none = stays("08:00", "09:00", Optional.empty(), 10);

        assertEquals(List.of(), none.stays());
        assertEquals(0.0, none.coverage());
    }
}
