package org.terzo.hub.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;

/// What a hub with three sites costs: memory, processor, time to start; and the members' page in bytes.
final class HubCostBench {
    private static final int BATCH = 50;
    private static final List<LoadedSite> SITES =
            List.of(new LoadedSite("alfa", 7, 10, 60), new LoadedSite("bravo", 7, 10, 60), new LoadedSite("carla", 7, 10, 60));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

    private final int seconds = Sizes.of("seconds", 60);

    @TempDir
    Path folder;

    @Test
    void aHubWithThreeSites() throws IOException, InterruptedException {
        Receipts receipts = new Receipts(Load.LOG);
        LoadedSite.write(SITES.subList(1, SITES.size()), folder);
        long started = System.nanoTime();
        try (Report report = new Report("cost-hub");
                Line line = Line.startWith(folder, SITES.getFirst().yaml(), List.of());
                MqttSocket socket = MqttSocket.connect(line.brokerUrl(), "load", receipts)) {
            report.figure("from start to 'listening on', broker included", (System.nanoTime() - started) / 1e9, "s");
            socket.subscribe(Receipts.FILTER);
            ProcessFigures hub = new ProcessFigures(line.hub().pid());
            report.figure("resident after start", hub.residentMib(), "MiB");
            List<LiveGateways> live = new ArrayList<>();
            for (LoadedSite site : SITES) {
                live.add(LiveGateways.start(site, line.brokerUrl(), site.gateways(), 60));
            }
            loadAll(socket, receipts);
            line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, PATIENCE);
            report.figure("resident after load", hub.residentMib(), "MiB", "<= 300");
            double before = hub.processorSeconds();
            Thread.sleep(Duration.ofSeconds(seconds));
            report.figure("processor, three quiet sites", 100 * (hub.processorSeconds() - before) / seconds, "% of a core", "<= 5");
            report.figure("resident a while later", hub.residentMib(), "MiB", "<= 300");
            report.figure("resident at most", hub.mostResidentMib(), "MiB", "<= 300");
            page(report, line.web().url(""));
            for (LiveGateways each : live) {
                each.close();
            }
        }
    }

    private static void loadAll(MqttSocket socket, Receipts receipts) throws IOException, InterruptedException {
        int messages = Sizes.of("messages", 20_000) / 10;
        long sent = 0;
        for (LoadedSite site : SITES) {
            Load load = Load.of(site, site.gateways() - 1, BATCH, messages, Instant.now());
            load.send(socket, 0, messages);
            sent += load.observations(0, messages);
        }
        socket.settle();
        receipts.await(sent, PATIENCE);
    }

    /// What a browser fetches at first, compressed as the hub sends it.
    private static void page(Report report, String base) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String address = base + "/s/" + SITES.getFirst().id();
            HttpResponse<byte[]> page = fetch(http, address);
            List<String> addresses = ASSET.matcher(text(page)).results().map((MatchResult asset) -> base + asset.group(1)).toList();
            long bytes = page.body().length;
            for (String each : addresses) {
                bytes += fetch(http, each).body().length;
            }
            bytes += fetch(http, base + "/api/v1/sites/" + SITES.getFirst().id() + "/free-desks").body().length;
            report.figure("members' page, first free count of 60 desks included", bytes / 1024.0, "KiB", "<= 60");
            report.figure("members' page, requests before the first count", addresses.size() + 2, "");
        }
    }

    private static HttpResponse<byte[]> fetch(HttpClient http, String address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(address)).header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), address);
        return answer;
    }

    private static String text(HttpResponse<byte[]> page) throws IOException {
        if (page.headers().firstValue("Content-Encoding").isEmpty()) {
            return new String(page.body(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(page.body()))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
