package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.bench.ReturningGateways.Backlog;
import org.terzo.hub.bench.Sightings.Sample;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;

/// Most gateways of a live site come back at once with three days of backlog; the others' signals must not wait for it.
final class CatchUpBench {
    private static final String LOG = "backlog-log";
    private static final int SENSORS = 20;
    private static final int DESKS = 500;
    private static final Duration OUTAGE = Duration.ofDays(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final LoadedSite SITE = new LoadedSite("load", DESKS / SENSORS, SENSORS, DESKS);
    /// The gateways up to this number were away, the others never.
    private static final int AWAY = 10;

    /// Sites of which every gateway was away.
    private static final List<LoadedSite> OTHERS = Stream.of("nord", "sud", "est", "ovest").map(id -> new LoadedSite(id, 10, SENSORS, 200)).toList();

    @TempDir
    Path folder;

    @Test
    void tenGatewaysOfALiveSiteComeBack() throws IOException, InterruptedException {
        liveGoesOnWhileBacklogDrains("catch-up", List.of(), Sizes.of("backlog", 100_000));
    }

    @Test
    void fiftyGatewaysOfFiveSitesComeBack() throws IOException, InterruptedException {
        liveGoesOnWhileBacklogDrains("catch-up-50", OTHERS, Sizes.of("backlog", 100_000) * 5);
    }

    private void liveGoesOnWhileBacklogDrains(String name, List<LoadedSite> others, int wanted) throws IOException, InterruptedException {
        LoadedSite.write(others, folder);
        List<Returning> returning = returning(others);
        int backlog = wanted / returning.size() * returning.size();
        Receipts receipts = new Receipts(LOG);
        try (Report report = new Report(name);
                Line line = Line.startWith(folder, SITE.yaml(), List.of("--retain-observations", "36500d"));
                LiveGateways live = LiveGateways.start(SITE, line.brokerUrl(), AWAY + 1, 0);
                Ears ears = Ears.open(SITE, line);
                MqttSocket socket = MqttSocket.connect(line.brokerUrl(), "backlog", receipts)) {
            ears.follow(line.web().url(""));
            socket.subscribe(Receipts.FILTER);
            Thread.sleep(Duration.ofSeconds(2));
            List<Sample> before = live.signals(AWAY * SENSORS + 1, AWAY * SENSORS + 100);
            List<Backlog> backlogs = backlogs(returning, backlog / returning.size(), Instant.now());
            ReturningGateways gateways = new ReturningGateways(socket, receipts);

            long start = System.nanoTime();
            Drain drain = new Drain(line, receipts);
            Thread sender = Thread.ofPlatform().start(() -> gateways.send(backlogs));
            Thread watcher = Thread.ofPlatform().start(() -> drain.watch(backlog));
            List<Sample> during = live.signals(AWAY * SENSORS + 101, DESKS);
            sender.join();
            watcher.join();
            during = during.stream().filter(sample -> sample.givenAt() < drain.emptyAt).toList();
            Thread.sleep(Duration.ofSeconds(2));

            report.figure("backlog", backlog, "obs");
            report.figure("backlog settled by receipts", backlog * 1e9 / (drain.settledNanos - start), "obs/s", ">= 40000");
            report.figure("backlog in history, nothing in doubt", backlog * 1e9 / (drain.emptyNanos - start), "obs/s");
            say(report, "before", ears, before);
            say(report, "backlog draining", ears, during);
            ProcessFigures hub = new ProcessFigures(line.hub().pid());
            report.figure("hub resident at most", hub.mostResidentMib(), "MiB");
        }
    }

    private static void say(Report report, String when, Ears ears, List<Sample> samples) {
        report.lags("signal to retained topic, " + when, ears.topics().lags(samples), Optional.of("p99 <= 1000 ms"));
        report.lags("signal to event, " + when, ears.events().lags(samples), Optional.of("p99 <= 1000 ms"));
        assertEquals(0, ears.topics().missed(samples), "every signal reaches the topics");
        assertEquals(0, ears.events().missed(samples), "every signal reaches the stream");
    }

    /// When the last receipt came, and when the journal was empty.
    private static final class Drain {
        private final Line line;
        private final Receipts receipts;
        private volatile long settledNanos;
        private volatile long emptyNanos;
        private volatile double emptyAt;

        Drain(Line line, Receipts receipts) {
            this.line = line;
            this.receipts = receipts;
        }

        private void watch(long observations) {
            try {
                settledNanos = receipts.await(observations, PATIENCE);
                line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, PATIENCE);
                emptyNanos = System.nanoTime();
                emptyAt = Sightings.now();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Returning(LoadedSite site, int gateway) {}

    private static List<Returning> returning(List<LoadedSite> others) {
        Stream<Returning> here = IntStream.rangeClosed(1, AWAY).mapToObj(gateway -> new Returning(SITE, gateway));
        Stream<Returning> elsewhere = others.stream()
                .flatMap(site -> IntStream.rangeClosed(1, site.gateways()).mapToObj(gateway -> new Returning(site, gateway)));
        return Stream.concat(here, elsewhere).toList();
    }

    private static List<Backlog> backlogs(List<Returning> returning, int each, Instant now) {
        return returning.stream()
                .map(one -> new Backlog(one.site(), one.gateway(), LOG, records(one, each, now)))
                .toList();
    }

    /// A returning gateway watched all the time, as its `alive_s` records say; they are not counted as observations.
    private static List<String> records(Returning one, int each, Instant now) {
        Duration step = OUTAGE.dividedBy(each);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            Instant at = now.minus(OUTAGE).plus(step.multipliedBy(i));
            boolean isAlive = i % 10 == 9;
            records.add(isAlive
                    ? Wire.alive(at, (int) step.multipliedBy(10).toSeconds() + 1)
                    : Wire.presence(at, one.site().sensor(one.gateway(), i % SENSORS + 1), i / SENSORS % 2 == 0));
        }
        return records;
    }
}
