package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.bench.Sightings.Sample;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;

/// From a signal in a gateway process to a desk drawn anew in a browser, and how long each part of the way takes.
final class SignalToScreenBench {
    private static final int SENSORS = 20;
    private static final int WARM_UP = 40;
    private static final long SEED = 7;

    private final int wanted = Sizes.of("samples", 300) + WARM_UP;
    private final int gateways = Math.ceilDiv(wanted, SENSORS);
    private final LoadedSite site = new LoadedSite("load", Math.ceilDiv(Sizes.of("desks", 500), SENSORS), SENSORS, Sizes.of("desks", 500));
    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void aDeskBecomesOccupied() throws IOException, InterruptedException {
        Servers.present(Files.isExecutable(Path.of("/usr/bin/chromium")), "needs Chromium: apt install chromium");
        try (Report report = new Report("signal-to-screen");
                Line line = Line.startWith(folder, site.yaml(), List.of());
                LiveGateways _ = LiveGateways.start(site, line.brokerUrl(), gateways + 1, Sizes.of("changes", 120));
                Ears ears = Ears.open(site, line)) {
            List<Program> running = startGateways(line);
            try (Screen screen = Screen.open(line.web().url("/manage/load"), site.desks())) {
                List<Sample> samples = samples(running);
                Thread.sleep(Duration.ofSeconds(2));
                List<Sample> measured = samples.subList(WARM_UP, samples.size());
                Sightings drawn = screen.drawn();
                report.lags("signal to changed DOM", drawn.lags(measured), Optional.of("p50 <= 60 ms (then 40), p95 <= 100 ms, p99 <= 250 ms"));
                report.lags("signal to message at the broker", ears.messages().lags(measured), Optional.empty());
                report.lags("signal to retained topic", ears.topics().lags(measured), Optional.empty());
                report.lags("signal to event in the page", screen.came().lags(measured), Optional.empty());
                for (String what : List.of("TaskDuration", "RecalcStyleDuration", "LayoutDuration")) {
                    report.figure("page's main thread, " + what + " in all", screen.seconds(what), "s");
                }
                report.figure("desks", site.desks(), "");
                report.figure("other desks' signals", Sizes.of("changes", 120), "per min");
                assertEquals(0, drawn.missed(samples), "every signal reaches the screen");
            }
        }
    }

    private List<Program> startGateways(Line line) throws IOException, InterruptedException {
        List<Program> running = new ArrayList<>();
        for (int number = 1; number <= gateways; number++) {
            running.add(line.gateway("gateway-" + number, site.gatewayYaml(number, line.brokerUrl()), List.of()));
        }
        line.web().await("/api/v1/sites/load/live", live -> ready(live) == site.gateways(), Duration.ofMinutes(2));
        return running;
    }

    private static long ready(JsonNode live) {
        return StreamSupport.stream(live.path("gateways").spliterator(), false).filter(each -> each.path("state").asText().equals("ready")).count();
    }

    /// A sighting counts at once, an absence some half minutes later: so each desk is used for one sample only.
    private List<Sample> samples(List<Program> running) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            Thread.sleep(150 + random.nextInt(200));
            int gateway = i % gateways + 1;
            int sensor = i / gateways + 1;
            samples.add(new Sample(site.deskOf(gateway, sensor), Sightings.now()));
            running.get(gateway - 1).tell(site.sensor(gateway, sensor) + " true");
        }
        return samples;
    }
}
