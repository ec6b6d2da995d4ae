package org.terzo.gateway.sensor.recorded;

import org.terzo.gateway.sensor.RecordSink;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.sensor.recorded.RecordedDay.StartAt;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

class RecordedInputsTest {
    private static final Instant FIRST = Instant.parse("2026-03-10T09:00:00Z");
    private static final Set<SensorId> WIRED = Set.of(new SensorId("desk-01-pir"));

    @TempDir
    Path folder;

    private Path day(int rows) throws IOException {
        StringBuilder csv = new StringBuilder("at,sensor,reading,value\n");
        for (int row = 0; row < rows; row++) {
            csv.append(FIRST.plusSeconds(row * 10L)).append(",desk-01-pir,motion,").append(row % 2 == 0).append('\n');
        }
        return Files.writeString(folder.resolve("day.csv"), csv);
    }

    /// Takes what comes, as the outbox does: records and bookmark together, or neither.
    private static final class Log implements RecordSink {
        private final List<LogRecord> records = new ArrayList<>();
        private Optional<String> bookmark = Optional.empty();
        private final int most;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch full = new CountDownLatch(1);

        Log(int most) {
            this.most = most;
        }

        @Override
        public synchronized void put(List<? extends LogRecord> fresh, Optional<String> place) throws InterruptedException {
            if (records.size() + fresh.size() > most) {
                full.countDown();
                throw new InterruptedException("killed here");
            }
            records.addAll(fresh);
            bookmark = place;
            begun.countDown();
        }

        List<Instant> rows() {
            return records.stream().filter(Observation.class::isInstance).map(RecordedFile::timeOf).toList();
        }
    }

    private RecordedInputs inputs(Path file, StartAt startAt, Optional<String> taken, Instant now) throws IOException {
        return inputs(new RecordedDay(file, OptionalDouble.empty(), startAt), taken, now);
    }

    private RecordedInputs inputs(RecordedDay day, Optional<String> taken, Instant now) throws IOException {
        Path file = day.file();
        return new RecordedInputs(day, RecordedFile.scan(file, WIRED), () -> taken, InstantSource.fixed(now), () -> Instant.EPOCH.plusNanos(System.nanoTime()));
    }

    @Test
    void afterAKillNoRowIsSkippedAndNoneRepeated() throws Exception {
        Path file = day(2_000);
        Log before = new Log(1_200);
        try (RecordedInputs killed = inputs(file, new StartAt.Recorded(), Optional.empty(), FIRST)) {
            killed.start(before);
            assertTrue(before.full.await(20, TimeUnit.SECONDS));
        }
        Log after = new Log(Integer.MAX_VALUE);
        try (RecordedInputs resumed = inputs(file, new StartAt.Recorded(), before.bookmark, FIRST.plusSeconds(99))) {
            resumed.start(after);
            resumed.ended().get(20, TimeUnit.SECONDS);
        }
        List<Instant> all = new ArrayList<>(before.rows());
        all.addAll(after.rows());
        List<Instant> expected = new ArrayList<>();
        for (int row = 0; row < 2_000; row++) {
            expected.add(FIRST.plusSeconds(row * 10L));
        }
        assertTrue(before.rows().size() > 100 && !after.rows().isEmpty());
        assertEquals(expected, all);
    }

    @Test
    void theWatchingIsSaidWithoutAHoleFromTheFirstToTheLastRow() throws Exception {
        Log log = new Log(Integer.MAX_VALUE);
        try (RecordedInputs inputs = inputs(day(200), new StartAt.Recorded(), Optional.empty(), FIRST)) {
            inputs.start(log);
            inputs.ended().get(20, TimeUnit.SECONDS);
            assertEquals(Optional.empty(), inputs.watchingSince());
        }
        Instant covered = FIRST;
        for (LogRecord each : log.records) {
            if (each instanceof Alive alive) {
                assertEquals(covered, alive.at().minus(alive.watched()));
                covered = alive.at();
            }
        }
        assertEquals(FIRST.plusSeconds(1_990), covered);
    }

    @Test
    void aShiftToNowIsRememberedAcrossARestart() throws Exception {
        Path file = day(1_000);
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        Log before = new Log(700);
        try (RecordedInputs killed = inputs(file, new StartAt.Now(), Optional.empty(), now)) {
            killed.start(before);
            assertTrue(before.full.await(20, TimeUnit.SECONDS));
        }
        Log after = new Log(Integer.MAX_VALUE);
        try (RecordedInputs resumed = inputs(file, new StartAt.Now(), before.bookmark, now.plusSeconds(3_600))) {
            resumed.start(after);
            resumed.ended().get(20, TimeUnit.SECONDS);
        }
        assertEquals(now, before.rows().getFirst());
        assertEquals(now.plusSeconds(9_990), after.rows().getLast());
        assertEquals(1_000, before.rows().size() + after.rows().size());
    }

    /// A clock that is ahead of all that is due, so that nothing is waited for.
    private List<LogRecord> played(Path file, double speed, StartAt startAt, Instant began) throws Exception {
        RecordedDay day = new RecordedDay(file, OptionalDouble.of(speed), startAt);
        String mark;
        try (RecordedInputs first = inputs(day, Optional.empty(), began)) {
            Log none = new Log(1); // the second row is not due yet
            first.start(none);
            assertTrue(none.begun.await(20, TimeUnit.SECONDS));
            mark = none.bookmark.orElseThrow();
        }
        Log log = new Log(Integer.MAX_VALUE);
        try (RecordedInputs inputs = inputs(day, Optional.of(mark), began.plusSeconds(100_000))) {
            inputs.start(log);
            inputs.ended().get(20, TimeUnit.SECONDS);
        }
        return log.records;
    }

    @Test
    void aFileThatBeginsNowAtASpeedHappensAsItIsPlayedAndNeverInTheFuture() throws Exception {
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        List<LogRecord> records = played(day(361), 60, new StartAt.Now(), now);

        List<Instant> rows = records.stream().filter(Observation.class::isInstance).map(RecordedFile::timeOf).toList();
        assertEquals(now.plusMillis(167), rows.getFirst());
        assertEquals(now.plusSeconds(60), rows.getLast(), "an hour at speed 60 is a minute");
        assertEquals(new Alive(now.plusSeconds(60), java.time.Duration.ofSeconds(60)), records.get(records.size() - 2));
    }

    @Test
    void aliveRowsShrinkWithTheTimesAroundThem() throws Exception {
        Path file = Files.writeString(
                folder.resolve("alive.csv"), "at,sensor,reading,value\n2026-03-10T09:00:00.000Z,desk-01-pir,motion,true\n2026-03-10T10:00:00.000Z,,alive_s,3600\n");
        Instant now = Instant.parse("2026-11-24T10:00:00Z");

        assertEquals(List.of(new Alive(now.plusSeconds(60), java.time.Duration.ofMinutes(1))), played(file, 60, new StartAt.Now(), now));
    }

    @Test
    void aFileThatBeginsAtAnInstantKeepsItsPaceHoweverFastItIsPlayed() throws Exception {
        Instant then = Instant.parse("2026-11-20T10:00:00Z");
        List<LogRecord> records = played(day(361), 60, new StartAt.At(then), Instant.parse("2026-11-24T10:00:00Z"));

        assertEquals(then.plusSeconds(3_600), RecordedFile.timeOf(records.getLast()));
    }

    @Test
    void aliveRowsOfTheFileAreTakenAsTheyAre() throws Exception {
        Path file = Files.writeString(
                folder.resolve("alive.csv"), "at,sensor,reading,value\n2026-03-10T09:00:00.000Z,desk-01-pir,motion,true\n2026-03-10T10:00:00.000Z,,alive_s,3600\n");
        Log log = new Log(Integer.MAX_VALUE);
        try (RecordedInputs inputs = inputs(file, new StartAt.Recorded(), Optional.empty(), FIRST)) {
            inputs.start(log);
            inputs.ended().get(20, TimeUnit.SECONDS);
        }
        assertEquals(2, log.records.size());
        assertEquals(new Alive(FIRST.plusSeconds(3_600), java.time.Duration.ofHours(1)), log.records.getLast());
    }

    @Test
    void rowsThatCannotBeTakenAreListedWithTheirLine() throws Exception {
        Path file = Files.writeString(
                folder.resolve("bad.csv"),
                "at,sensor,reading,value\n2026-03-10T09:00:00.000Z,desk-01-pir,motion,maybe\n2026-03-10T09:00:00.000Z,desk-99,motion,true\nyesterday,desk-01-pir,motion,true\n1,2\n");
        List<Integer> lines = RecordedFile.scan(file, WIRED).mistakes().stream().map(RecordedFile.Wrong::line).toList();

        assertEquals(List.of(2, 3, 4, 5), lines);
    }
}
