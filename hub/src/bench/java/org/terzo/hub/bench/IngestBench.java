package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.InfluxServer;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;

/// Ingest with durable receipts beside Telegraf: the same payloads, the same InfluxDB, one after the other, and again.
final class IngestBench {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int GATEWAYS = 200;
    private static final LoadedSite SITE = new LoadedSite("load", GATEWAYS, 10, 60);

    @TempDir
    Path folder;

    /// @param published how fast the publisher could go: a rate near it is the publisher's and not the program's
    private record Rates(double published, double receipts, double points, double processorSeconds, double residentMib) {}

    @Test
    void batchesOf50() throws IOException, InterruptedException {
        measure("ingest-batches", 50, Sizes.of("messages", 20_000), Sizes.of("warmup", 2_000));
    }

    @Test
    void singleObservations() throws IOException, InterruptedException {
        measure("ingest-singles", 1, Sizes.of("singles", 60_000), Sizes.of("warmup", 2_000) * 5);
    }

    private void measure(String name, int batch, int messages, int warmup) throws IOException, InterruptedException {
        Load load = Load.of(SITE, GATEWAYS, batch, messages + warmup, Instant.now());
        List<Rates> hub = new ArrayList<>();
        List<Rates> peer = new ArrayList<>();
        try (Report report = new Report(name);
                InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                Points points = new Points(influx)) {
            Optional<Path> telegraf = Telegraf.binary(folder.resolve("bin"));
            for (int round = 1; round <= Sizes.of("rounds", 2); round++) {
                hub.add(ofHub(folder.resolve("hub-" + round), load, warmup, influx, points, "terzo%d".formatted(round)));
                say(report, "hub, round " + round, hub.getLast());
                report.figure("hub, round %d: receipts/s".formatted(round), hub.getLast().receipts(), "obs/s");
                if (telegraf.isPresent()) {
                    peer.add(ofTelegraf(telegraf.get(), folder.resolve("telegraf-" + round), load, warmup, influx, points, "telegraf%d".formatted(round)));
                    say(report, "Telegraf, round " + round, peer.getLast());
                }
            }
            compare(report, hub, peer);
        }
    }

    private static void say(Report report, String who, Rates rates) throws IOException {
        report.figure(who + ": published/s", rates.published(), "obs/s");
        report.figure(who + ": points queryable/s", rates.points(), "obs/s");
        report.figure(who + ": processor time, warm-up included", rates.processorSeconds(), "s");
        report.figure(who + ": resident", rates.residentMib(), "MiB");
    }

    private static void compare(Report report, List<Rates> hub, List<Rates> peer) {
        if (peer.isEmpty()) {
            report.note("Telegraf is left out: put it on the path, or name its folder by -Dterzo.servers=");
            return;
        }
        double rate = peer.stream().mapToDouble(Rates::points).average().orElse(Double.NaN);
        report.figure("receipts, as a ratio to Telegraf", hub.stream().mapToDouble(Rates::receipts).average().orElse(Double.NaN) / rate, "x", ">= 1.5");
        report.figure("points queryable, as a ratio to Telegraf", hub.stream().mapToDouble(Rates::points).average().orElse(Double.NaN) / rate, "x", ">= 1");
        if (peer.stream().anyMatch(each -> each.points() > 0.8 * each.published()) || hub.stream().anyMatch(each -> each.receipts() > 0.8 * each.published())) {
            report.note("A rate is within a fifth of the publisher's: it is bound by the publisher, and the true one is higher.");
        }
    }

    private static Rates ofHub(Path folder, Load load, int warmup, InfluxServer influx, Points points, String bucket)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--influx-bucket", bucket));
        options.addAll(influx.hubOptions(Files.createDirectories(folder)));
        Receipts receipts = new Receipts(Load.LOG);
        try (Line line = Line.startWith(folder, SITE.yaml(), options);
                MqttSocket ear = MqttSocket.connect(line.brokerUrl(), "receipts", receipts);
                MqttSocket mouth = MqttSocket.connect(line.brokerUrl(), "load", (_, _) -> {})) {
            ear.subscribe(Receipts.FILTER);
            Course course = new Course(load, warmup, mouth, points, bucket + "-observations");
            return course.run(observations -> receipts.await(observations, PATIENCE), new ProcessFigures(line.hub().pid()));
        }
    }

    private static Rates ofTelegraf(Path binary, Path folder, Load load, int warmup, InfluxServer influx, Points points, String bucket)
            throws IOException, InterruptedException {
        points.makeBucket(bucket);
        int port = Servers.freePort();
        try (Program _ = Servers.mosquitto(folder.resolve("mosquitto"), port);
                Program telegraf = Telegraf.start(binary, folder, port, influx, bucket, load.batch());
                MqttSocket mouth = MqttSocket.connect("mqtt://127.0.0.1:" + port, "load", (_, _) -> {})) {
            Course course = new Course(load, warmup, mouth, points, bucket);
            return course.run(_ -> System.nanoTime(), new ProcessFigures(telegraf.pid()));
        }
    }

    /// When a program had promised so many observations; one that gives no receipts promises nothing before they can be queried.
    private interface Promise {
        long await(long observations) throws InterruptedException;
    }

    /// The same for both programs: the warm-up, then what is measured, then the count.
    private record Course(Load load, int warmup, MqttSocket mouth, Points points, String bucket) {
        Rates run(Promise promise, ProcessFigures process) throws IOException, InterruptedException {
            int all = load.messages().size();
            long warm = load.observations(0, warmup);
            send(0, warmup);
            points.await(bucket, load.lastBatches(warmup), PATIENCE);
            promise.await(warm);

            long measured = load.observations(warmup, all);
            long start = System.nanoTime();
            double published = rate(measured, start, send(warmup, all));
            double queryable = rate(measured, start, points.await(bucket, load.lastBatches(all), PATIENCE));
            double promised = rate(measured, start, promise.await(warm + measured));
            assertEquals(warm + measured, points.observations(bucket), "every observation can be queried, once");
            return new Rates(published, promised, queryable, process.processorSeconds(), process.residentMib());
        }

        /// When the broker had acknowledged all of it.
        private long send(int from, int until) throws IOException, InterruptedException {
            load.send(mouth, from, until);
            mouth.settle();
            return System.nanoTime();
        }

        private static double rate(long observations, long startNanos, long endNanos) {
            return observations * 1e9 / (endNanos - startNanos);
        }
    }
}
