package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.bench.Sightings.Sample;
import org.terzo.hub.e2e.InfluxServer;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;

/// The middle one of three days of 60 desks comes last: how long history is in doubt, and what that costs the desks of other gateways.
final class LateDayBench {
    private static final int SENSORS = 20;
    private static final LoadedSite SITE = new LoadedSite("load", 9, SENSORS, 180);
    /// The gateways up to this number tell of the past, the others of now.
    private static final int LATE = 3;
    private static final Duration STRETCH = Duration.ofMinutes(5);
    private static final int RECORDS_A_STRETCH = SENSORS * 5 + 1;
    private static final Duration BLOCK = Duration.ofHours(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int stretches = Sizes.of("stretches", 288);
    private final Instant start = Instant.now().minus(STRETCH.multipliedBy(3L * stretches));

    @TempDir
    Path folder;

    @Test
    void embedded() throws IOException, InterruptedException {
        try (Report report = new Report("late-day-embedded")) {
            measure(report, List.of("--history", "embedded", "--retain-observations", "36500d"));
        }
    }

    @Test
    void influx() throws IOException, InterruptedException {
        try (Report report = new Report("late-day-influx"); InfluxServer influx = InfluxServer.start(folder.resolve("influx"))) {
            measure(report, influx.hubOptions(folder));
        }
    }

    private void measure(Report report, List<String> history) throws IOException, InterruptedException {
        Receipts usual = new Receipts("usual");
        Receipts late = new Receipts("late");
        try (Line line = Line.startWith(folder, SITE.yaml(), history);
                LiveGateways live = LiveGateways.start(SITE, line.brokerUrl(), LATE + 1, 0);
                Ears ears = Ears.open(SITE, line);
                MqttSocket socket = MqttSocket.connect(line.brokerUrl(), "past", (topic, payload) -> {
                    usual.receive(topic, payload);
                    late.receive(topic, payload);
                })) {
            socket.subscribe(Receipts.FILTER);
            long records = send(socket, "usual", day(0, 0)) + send(socket, "usual", day(2, stretches));
            usual.await(records, PATIENCE);
            awaitNothingPending(line);
            Thread.sleep(Duration.ofSeconds(2));
            assertNotEquals(0, unobserved(line));
            List<Sample> before = live.signals(LATE * SENSORS + 1, (LATE + 1) * SENSORS);

            long observations = send(socket, "late", day(1, 0));
            long settled = late.await(observations, PATIENCE);
            List<Sample> during = live.signals((LATE + 1) * SENSORS + 1, SITE.gateways() * SENSORS);
            awaitNothingPending(line);
            long end = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(2));

            assertEquals(0, unobserved(line));
            report.figure("records of the late day", (double) observations, "");
            report.figure("last receipt to nothing in doubt", (end - settled) / 1e9, "s");
            report.lags("signal to retained topic, before", ears.topics().lags(before), Optional.empty());
            report.lags("signal to retained topic, in doubt", ears.topics().lags(during), Optional.of("p99 <= 1000 ms"));
            report.figure("hub: resident", new ProcessFigures(line.hub().pid()).residentMib(), "MiB");
        }
    }

    private static void awaitNothingPending(Line line) throws IOException, InterruptedException {
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, PATIENCE);
    }

    private static boolean isUnobserved(JsonNode state) {
        return state.get("state").asText().equals("unknown") && !state.get("reason").asText().startsWith("undecided");
    }

    /// States of the late gateways' desks within the middle day that nobody observed.
    private long unobserved(Line line) throws IOException, InterruptedException {
        Duration day = STRETCH.multipliedBy(stretches);
        long unobserved = 0;
        for (int desk = 1; desk <= LATE * SENSORS; desk++) {
            String path = "/api/v1/sites/load/history/states?from=%s&to=%s&desk=d-%d"
                    .formatted(Wire.time(start.plus(day).plus(STRETCH)), Wire.time(start.plus(day.multipliedBy(2))), desk);
            unobserved += line.web().all(path, "states").stream().filter(LateDayBench::isUnobserved).count();
        }
        return unobserved;
    }

    private static long send(MqttSocket socket, String log, List<Day> day) throws IOException, InterruptedException {
        for (Day each : day) {
            socket.enqueue(SITE.topic(each.gateway(), "observations"), Wire.batch(log, each.first(), Instant.now(), each.records()), false);
        }
        socket.settle();
        return (long) day.size() * RECORDS_A_STRETCH;
    }

    /// What one gateway saw in one stretch.
    private record Day(int gateway, long first, List<String> records) {}

    /// Each sensor says its level every minute; a desk is used six hours and left three by turns.
    ///
    /// @param earlier so many stretches of the same log were sent before
    private List<Day> day(int day, int earlier) {
        List<Day> all = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            for (int gateway = 1; gateway <= LATE; gateway++) {
                Instant from = start.plus(STRETCH.multipliedBy((long) day * stretches + i));
                all.add(new Day(gateway, (long) (earlier + i) * RECORDS_A_STRETCH + 1, records(gateway, from)));
            }
        }
        return all;
    }

    private static List<String> records(int gateway, Instant from) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < RECORDS_A_STRETCH - 1; i++) {
            Instant at = from.plusMillis(STRETCH.toMillis() * i / RECORDS_A_STRETCH);
            int sensor = i % SENSORS + 1;
            records.add(Wire.presence(at, SITE.sensor(gateway, sensor), (at.getEpochSecond() / BLOCK.toSeconds() + sensor + gateway) % 3 != 0));
        }
        records.add(Wire.alive(from.plus(STRETCH), (int) STRETCH.toSeconds()));
        return records;
    }
}
