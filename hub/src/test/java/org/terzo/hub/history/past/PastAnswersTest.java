package org.terzo.hub.history.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// The shapes of http.md, from a real store.
final class PastAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final SiteId SITE = new SiteId("riva");
    private static final ZoneId HALL = new ZoneId("hall");
    private static final Retention RETENTION = new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));

    private static final Horizon HORIZON = new Horizon(RETENTION, InstantSource.fixed(NOW));

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
        HistoryShipper shipper = new HistoryShipper(journal, history, sites, HORIZON);
        past = new PastAnswers(history, shipper, sites, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() throws IOException {
        history.close();
        journal.close();
    }

    @Test
    void anObservationStandsAsOnTheWireWithWhoseItIs() throws HistoryException {
        write(new Reading.Air(OptionalDouble.of(612), OptionalDouble.of(22.4), OptionalDouble.empty()));
        Listing listing = past.observations(SITE, range("08:00", "12:00", Optional.empty(), 10), Optional.empty());

        assertEquals(
                "[2026-03-10T09:00:00.000Z, gw-1, log,1, 1, air, null, null, null, null, null, 612, 22.4, null, null]",
                listing.items().getFirst().cells().toString());
        assertEquals(
                """
                at,gateway,log,sequence,sensor,motion,presence,contact,passage,distance_mm,co2_ppm,temperature_c,humidity_percent,fault\r
                2026-03-10T09:00:00.000Z,gw-1,"log,1",1,air,,,,,,612,22.4,,\r
                """,
                listing.csv());
    }

    @Test
    void everyKindOfReadingHasTheMembersOfTheWire() throws HistoryException, IOException {
        List<Reading> readings = List.of(
                new Reading.Motion(true), new Reading.Presence(false), new Reading.Contact(true), new Reading.Contact(false), new Reading.Passage(Reading.Direction.ABORTED),
                new Reading.Distance(1_200), new Reading.Fault("line-open"),
                new Reading.Air(OptionalDouble.of(100_000), OptionalDouble.of(-0.125), OptionalDouble.of(40)));
        assertEquals(Reading.class.getPermittedSubclasses().length, readings.stream().map(Object::getClass).distinct().count());
        write(readings.toArray(Reading[]::new));

        ObjectMapper json = new ObjectMapper();
        for (PastJson.Observation item : observations(past.observations(SITE, range("08:00", "12:00", Optional.empty(), 10), Optional.empty())).observations()) {
            Reading reading = readings.get((int) item.sequence() - 1);
            ObjectNode shown = json.readValue(json.writeValueAsString(item), ObjectNode.class);
            shown.remove(List.of("gateway", "log", "sequence"));
            assertEquals(json.readTree(RecordCodec.encode(new Observation(at("09:00"), new SensorId("air"), reading))), shown);
        }
    }

    @Test
    void aCursorLeadsToTheNextPageAndTheLastHasNone() throws HistoryException {
        write(new Reading.Motion(true), new Reading.Motion(false), new Reading.Contact(true));
        List<Object> numbers = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Listing page = past.observations(SITE, range("08:00", "12:00", cursor.flatMap(Cursors::observation), 2), Optional.empty());
            page.items().forEach(item -> numbers.add(String.valueOf(item.cells().get(3))));
            assertEquals(page.next(), Optional.ofNullable(observations(page).next()));
            cursor = page.next();
            pages++;
        } while (cursor.isPresent());

        assertEquals(List.of("1", "2", "3"), numbers);
        assertEquals(2, pages);
    }

    @Test
    void aCursorOfAnotherQuestionIsNone() {
        String desk = Cursors.text(new History.DeskKey(NOW, new DeskId("d-1")));

        assertEquals(Optional.empty(), Cursors.observation(desk));
        assertEquals(Optional.empty(), Cursors.count(desk));
        for (String hostile : List.of("", "x", "%%%", "b2JzZXJ2YXRpb24", desk + "A")) {
            assertEquals(Optional.empty(), Cursors.observation(hostile), hostile);
        }
    }

    @Test
    void aStepGivesTheValueInForceAtEachInstant() throws HistoryException {
        headcounts(count("09:00", 3), count("09:07", -1), count("09:12", 5));
        Listing listing = past.headcounts().steps(SITE, Answer.LIVE, range("08:55", "09:20", Optional.empty(), 10), Duration.ofMinutes(5), Optional.of(HALL));

        assertEquals(List.of("08:55 null", "09:00 3", "09:05 3", "09:10 null", "09:15 5"), lines(listing));
        assertEquals("PT5M", headcounts(listing).step());
        assertEquals(0.6, headcounts(listing).coverage());
    }

    @Test
    void stepsArePagedAndEndNow() throws HistoryException {
        headcounts(count("09:00", 3));
        Range<Instant> first = range("11:30", "18:00", Optional.empty(), 2);
        Listing page = past.headcounts().steps(SITE, Answer.LIVE, first, Duration.ofMinutes(10), Optional.of(HALL));
        Optional<Instant> after = page.next().flatMap(Cursors::count).map(Cursors.CountKey::at);
        Listing rest = past.headcounts().steps(SITE, Answer.LIVE, new Range<>(first.from(), first.to(), after, 2), Duration.ofMinutes(10), Optional.of(HALL));

        assertEquals(List.of("11:30 3", "11:40 3"), lines(page));
        assertEquals(List.of("11:50 3"), lines(rest));
        assertEquals(Optional.empty(), rest.next());
        assertEquals(1.0, headcounts(rest).coverage());
    }

    @Test
    void withoutAStepEveryChangeIsGivenWithTheShareThatWasKnown() throws HistoryException {
        headcounts(count("09:00", 3), count("09:30", -1));
        Listing listing = past.headcounts().changes(SITE, Answer.LIVE, range("09:10", "10:10", Optional.empty(), 10), false, Optional.of(HALL));

        assertEquals(List.of("09:00 3", "09:30 null"), lines(listing));
        assertEquals(0.3333, headcounts(listing).coverage());
        assertEquals("hall", headcounts(listing).zone());
    }

    @Test
    void everyWrongParameterIsNamedWithItsValue() {
        Parameters parameters = new Parameters("today", "yesterday");
        assertEquals(Answer.LIVE, parameters.answer("better"));
        assertEquals(Optional.empty(), parameters.step("5m"));
        assertEquals(Optional.empty(), parameters.cursor("17", Cursors::observation));
        assertEquals(Optional.empty(), parameters.optional("zone", "Sala grande", ZoneId::parse, "no id"));

        assertEquals(List.of("from", "to", "answer", "step", "cursor", "zone"), parameters.mistakes().stream().map(WrongParameters.Mistake::field).toList());
        assertEquals("yesterday", parameters.mistakes().get(1).value());
    }

    @Test
    void aTimeIsUtcAndRoundedUpToTheMillisecond() {
        Parameters right = new Parameters("2026-03-10T09:00:00.000001Z", "+999999999-01-01T00:00:00Z");
        assertEquals(Instant.parse("2026-03-10T09:00:00.001Z"), right.from());
        assertEquals(List.of("to"), right.mistakes().stream().map(WrongParameters.Mistake::field).toList());
        assertEquals(1, new Parameters("2026-03-10T10:00:00+01:00", "2026-03-11T00:00:00Z").mistakes().size());
        assertEquals(1, new Parameters("2026-03-11T00:00:00Z", "2026-03-11T00:00:00Z").mistakes().size());
    }

    private void write(Reading... readings) throws HistoryException {
        List<StoredObservation> observations = new ArrayList<>();
        for (Reading reading : readings) {
            observations.add(new StoredObservation(
                    new GatewayId("gw-1"), new LogId("log,1"), observations.size() + 1L, new Observation(at("09:00"), new SensorId("air"), reading)));
        }
        history.write(new Batch(SITE, observations, List.of(), List.of()));
    }

    private void headcounts(OfHeadcount... counts) throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> changes = new ArrayList<>();
        for (OfHeadcount count : counts) {
            changes.add(new StoredChange<>(count, "1"));
        }
        history.write(new Batch(SITE, List.of(), List.of(), changes));
    }

    private static OfHeadcount count(String clock, int people) {
        Optional<Headcount> headcount = people < 0 ? Optional.empty() : Optional.of(new Headcount(people, people, people));
        return new OfHeadcount(Optional.of(HALL), at(clock), headcount, Quality.MEDIUM);
    }

    private static PastJson.Observations observations(Listing listing) {
        return assertInstanceOf(PastJson.Observations.class, listing.json());
    }

    private static PastJson.Headcounts headcounts(Listing listing) {
        return assertInstanceOf(PastJson.Headcounts.class, listing.json());
    }

    private static List<String> lines(Listing listing) {
        return headcounts(listing).values().stream().map(each -> each.at().substring(11, 16) + " " + each.best()).toList();
    }

    private static Instant at(String clock) {
        return Instant.parse("2026-03-10T" + clock + ":00Z");
    }

    private static <K> Range<K> range(String from, String to, Optional<K> after, int limit) {
        return new Range<>(at(from), at(to), after, limit);
    }
}
