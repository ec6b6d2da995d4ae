package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.InfluxServer;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;
import org.terzo.hub.e2e.Web;

/// How fast a full journal drains into each store, and what a month of states costs to ask for.
///
/// The journal is filled while its store is away; the hub is then started anew with a store that answers.
final class HistoryBench {
    private static final String LOG = "month-log";
    private static final int BATCH = 500;
    private static final int GATEWAYS = 6;
    private static final int SENSORS = 10;
    private static final Duration BLOCK = Duration.ofHours(3);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final LoadedSite SITE = new LoadedSite("load", GATEWAYS, SENSORS, GATEWAYS * SENSORS);

    private final Instant end = Instant.now().minusSeconds(60);
    private final int records = Sizes.of("records", 300_000) / GATEWAYS * GATEWAYS;

    @TempDir
    Path folder;

    @Test
    void aMonthOf60Desks() throws IOException, InterruptedException {
        fill();
        try (Report report = new Report("history");
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"))) {
            Path copy = copyOfData();
            report.figure("records in the journal", records, "");
            List<JsonNode> embedded = drained(report, "embedded", folder.resolve("data"), List.of("--history", "embedded", "--retain-observations", "36500d"));
            List<JsonNode> inInflux = drained(report, "InfluxDB", copy, influx.hubOptions(folder));
            compare(report, embedded, inInflux);
        }
    }

    /// Whole lists in a failure's message would be megabytes.
    private static void compare(Report report, List<JsonNode> left, List<JsonNode> right) {
        if (!left.equals(right)) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                if (!left.get(i).equals(right.get(i))) {
                    report.note("the stores differ at state %d: embedded %s, InfluxDB %s".formatted(i, left.get(i), right.get(i)));
                    break;
                }
            }
        }
        assertEquals(List.of(), missing(left, right), "states that InfluxDB does not give back");
        assertEquals(List.of(), missing(right, left), "states that the embedded store does not give back");
    }

    private static List<JsonNode> missing(List<JsonNode> of, List<JsonNode> in) {
        Set<JsonNode> there = new HashSet<>(in);
        return of.stream().filter(each -> !there.contains(each)).limit(3).toList();
    }

    private void fill() throws IOException, InterruptedException {
        Receipts receipts = new Receipts(LOG);
        int port = Servers.freePort();
        List<String> away = List.of(
                "--history", "influx",
                "--influx-url", "http://127.0.0.1:" + Servers.freePort(),
                "--influx-token-file", Line.secret(folder.resolve("no.token"), "nobody-asks-for-this-token").toString(),
                "--retain-observations", "36500d");
        Files.writeString(Files.createDirectories(folder.resolve("sites")).resolve("load.site.yaml"), SITE.yaml());
        try (Program _ = Servers.mosquitto(folder.resolve("mosquitto"), port, "");
                Program _ = hub(folder.resolve("data"), port, away);
                MqttSocket socket = MqttSocket.connect("mqtt://127.0.0.1:" + port, "month", receipts)) {
            socket.subscribe(Receipts.FILTER);
            for (Load.Message each : month()) {
                socket.enqueue(each.topic(), each.payload(), false);
            }
            socket.settle();
            receipts.await(records, PATIENCE);
        }
    }

    /// Each desk is used six hours and left three by turns, its sensor repeats its level; each ninth record says that the gateway watched.
    private List<Load.Message> month() {
        int each = records / GATEWAYS;
        Duration step = MONTH.dividedBy(each);
        List<Load.Message> messages = new ArrayList<>();
        for (int done = 0; done < each; done += BATCH) {
            for (int gateway = 1; gateway <= GATEWAYS; gateway++) {
                List<String> batch = new ArrayList<>();
                for (int i = done; i < Math.min(each, done + BATCH); i++) {
                    Instant at = end.minus(MONTH).plus(step.multipliedBy(i + 1));
                    int sensor = i % SENSORS + 1;
                    boolean isUsed = (at.getEpochSecond() / BLOCK.toSeconds() + sensor + gateway) % 3 != 0;
                    batch.add(i % 9 == 8 ? Wire.alive(at, (int) step.multipliedBy(9).toSeconds() + 1) : Wire.presence(at, SITE.sensor(gateway, sensor), isUsed));
                }
                messages.add(new Load.Message(SITE.topic(gateway, "observations"), Wire.batch(LOG, done + 1, Instant.now(), batch)));
            }
        }
        return messages;
    }

    private Program hub(Path data, int brokerPort, List<String> history) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--data", data.toString(),
                "--http-port", "0",
                "--mqtt-url", "mqtt://127.0.0.1:" + brokerPort,
                "--sites", folder.resolve("sites").toString(),
                "--admin-token-file", Line.secret(folder.resolve("admin.token"), Line.TOKEN).toString()));
        options.addAll(history);
        Program hub = Program.hub(folder, options);
        hub.await("listening on (http://\\S+)", Duration.ofSeconds(60));
        return hub;
    }

    /// The states of the month, after the journal has drained.
    private List<JsonNode> drained(Report report, String store, Path data, List<String> history) throws IOException, InterruptedException {
        long started = System.nanoTime();
        int entries = Math.ceilDiv(records / GATEWAYS, BATCH) * GATEWAYS;
        try (Program hub = hub(data, Servers.freePort(), history);
                Web web = new Web(hub.await("listening on (http://\\S+)", Duration.ofSeconds(1)), Line.TOKEN)) {
            long first = System.nanoTime();
            long pending = web.await("/health", health -> health.at("/details/history/pending").isNumber(), PATIENCE).at("/details/history/pending").asLong();
            web.await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, PATIENCE);
            long drained = System.nanoTime();
            double share = Math.min(1, (double) pending / entries);
            report.figure(store + ": journal drained, the hub's start included", records * 1e9 / (drained - started), "rec/s");
            if (share > 0.1) {
                report.figure(store + ": journal drained, what was left when it listened", share * records * 1e9 / (drained - first), "rec/s", ">= 40000");
                report.figure(store + ": the same in days of a desk", share * SITE.desks() * MONTH.toDays() * 1e9 / (drained - first), "/s");
            }
            List<JsonNode> states = asked(report, store, web);
            report.figure(store + ": resident", new ProcessFigures(hub.pid()).residentMib(), "MiB");
            return states;
        }
    }

    private List<JsonNode> asked(Report report, String store, Web web) throws IOException, InterruptedException {
        String path = "/api/v1/sites/load/history/states?from=%s&to=%s".formatted(Wire.time(end.minus(MONTH)), Wire.time(end.minusSeconds(600)));
        List<Double> whole = new ArrayList<>();
        List<Double> oneDesk = new ArrayList<>();
        List<JsonNode> states = web.all(path, "states");
        for (int i = 0; i < Sizes.of("queries", 20); i++) {
            long start = System.nanoTime();
            assertEquals(states.size(), web.all(path, "states").size());
            long half = System.nanoTime();
            web.all(path + "&desk=d-7", "states");
            whole.add((half - start) / 1e6);
            oneDesk.add((System.nanoTime() - half) / 1e6);
        }
        report.figure(store + ": states in the month", states.size(), "");
        report.figure(store + ": month of states, 60 desks, all pages, median", Lags.of(whole).quantile(0.5), "ms", "<= 100");
        report.figure(store + ": month of states, one desk, median", Lags.of(oneDesk).quantile(0.5), "ms", "<= 100");
        return states;
    }

    private Path copyOfData() throws IOException {
        Path from = folder.resolve("data");
        Path to = folder.resolve("copy");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
        return to;
    }
}
