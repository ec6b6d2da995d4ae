package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.HistoryException;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// The histories over HTTP: pages, tables, and what is refused.
final class HistoryHttpTest {
    private static final int WRITTEN = 10_003;

    @TempDir
    private static Path folder;

    private static Instant start = Instant.EPOCH;
    private static TestHub hub;

    @BeforeAll
    static void open() throws IOException, HistoryException {
        start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        hub = TestHub.start(folder);
        List<StoredObservation> observations = new ArrayList<>();
        for (int number = 1; number <= WRITTEN; number++) {
            Observation observation = new Observation(start.plusMillis(100L * number), new SensorId("desk-08-pir"), new Reading.Motion(number % 2 == 0));
            observations.add(new StoredObservation(new GatewayId("gw-1"), new LogId("log-1"), number, observation));
        }
        hub.hub().context().getBean(HubStores.class).history().write(new History.Batch(new SiteId("riva"), observations, List.of(), List.of()));
    }

    @AfterAll
    static void close() throws IOException {
        hub.close();
    }

    @Test
    void aPageHoldsTenThousandAndNamesTheNext() throws IOException, InterruptedException {
        TestHub.Answer first = hub.get(path("observations", ""));
        String link = first.header("link");
        assertTrue(link.matches("<\\S+>; rel=\"next\""), link);
        TestHub.Answer second = hub.get(link.substring(1, link.indexOf('>')).replaceFirst("^https?://[^/]+", ""));

        assertEquals(10_000, first.json().path("observations").size());
        assertEquals(WRITTEN - 10_000, second.json().path("observations").size());
        assertEquals(10_001, second.json().path("observations").path(0).path("sequence").asInt());
        assertEquals("", second.header("link"));
        assertTrue(second.json().path("next").isMissingNode());
        assertEquals(3, hub.get(path("observations", "&cursor=" + first.json().path("next").asText())).json().path("observations").size());
    }

    @Test
    void aTableHasALineForEachItemAndTheSameNextPage() throws IOException, InterruptedException {
        TestHub.Answer table = hub.get(path("observations", "&sensor=desk-08-pir"), "Accept", "text/csv");
        List<String> lines = table.body().lines().toList();

        assertTrue(table.header("content-type").startsWith("text/csv"), table.header("content-type"));
        assertEquals(10_001, lines.size());
        assertTrue(lines.getFirst().startsWith("at,gateway,log,sequence,sensor,motion,"), lines.getFirst());
        assertTrue(lines.get(1).contains(",gw-1,log-1,1,desk-08-pir,false,"), lines.get(1));
        assertTrue(table.header("link").contains("rel=\"next\""), table.header("link"));
    }

    @Test
    void whatIsAskedWronglyIsToldByNameOnEveryHistory() throws IOException, InterruptedException {
        assertEquals("from", hub.get("/api/v1/sites/riva/history/watching?to=2026-03-02T00:00:00Z").problem(400).at("/errors/0/field").asText());
        assertEquals("step", hub.get(path("headcount", "&step=5m")).problem(400).at("/errors/0/field").asText());
        assertEquals("answer", hub.get(path("states", "&answer=better")).problem(400).at("/errors/0/field").asText());
        assertEquals("desk", hub.get(path("states", "&desk=D_1")).problem(400).at("/errors/0/field").asText());
        assertEquals("sensor", hub.get(path("observations", "&sensor=")).problem(400).at("/errors/0/field").asText());
    }

    @Test
    void aSiteThatIsUnknownHasNoHistory() throws IOException, InterruptedException {
        for (String kind : List.of("observations", "states", "stays", "headcount", "watching")) {
            hub.get(path(kind, "").replace("riva", "nowhere")).problem(404);
        }
    }

    @Test
    void aStoreThatIsAwayIsA503ThatSaysWhenToAskAgain(@TempDir Path other) throws IOException, InterruptedException {
        try (TestHub lonely = TestHub.startWithoutStore(other)) {
            TestHub.Answer answer = lonely.get(path("observations", ""));

            answer.problem(503);
            assertEquals("5", answer.header("retry-after"));
        }
    }

    private static String path(String kind, String more) {
        return "/api/v1/sites/riva/history/%s?from=%s&to=%s%s".formatted(kind, start, start.plus(1, ChronoUnit.HOURS), more);
    }
}
