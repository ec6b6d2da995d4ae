package org.terzo.hub.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A real InfluxDB 2.7, set up for one test.
public final class InfluxServer implements AutoCloseable {
    public static final String TOKEN = "a-token-that-only-this-test-knows";

    private final Path folder;
    private final Path binary;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Program> program = Optional.empty();

    private InfluxServer(Path folder, Path binary, int port) {
        this.folder = folder;
        this.binary = binary;
        this.port = port;
    }

    public static InfluxServer start(Path folder) throws IOException, InterruptedException {
        InfluxServer server = prepare(folder);
        server.launch();
        return server;
    }

    /// Not running yet; its address is known.
    static InfluxServer prepare(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Optional<Path> binary = Servers.binary("influxd", "influxd-2.7.12-linux-amd64.xz", folder);
        Servers.present(binary.isPresent(), "needs InfluxDB 2.7: influxd on the path, or its folder in -Dterzo.servers=");
        return new InfluxServer(folder, binary.orElseThrow(), Servers.freePort());
    }

    /// Starts it, for the first time or again with what it had stored.
    public void launch() throws IOException, InterruptedException {
        boolean isNew = !Files.exists(folder.resolve("bolt"));
        program = Optional.of(Program.start(
                "influxd",
                List.of(
                        binary.toString(),
                        "--bolt-path", folder.resolve("bolt").toString(),
                        "--sqlite-path", folder.resolve("sqlite").toString(),
                        "--engine-path", folder.resolve("engine").toString(),
                        "--http-bind-address", "127.0.0.1:" + port,
                        "--reporting-disabled"),
                folder));
        program.get().await("Listening.*port=(\\d+)", Duration.ofSeconds(30));
        if (isNew) {
            post("/api/v2/setup", "{\"username\":\"terzo\",\"password\":\"terzo-test\",\"org\":\"terzo\",\"bucket\":\"unused\",\"token\":\"%s\"}".formatted(TOKEN));
        }
    }

    public Program program() {
        return program.orElseThrow();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public List<String> hubOptions(Path folder) throws IOException {
        return hubOptions(folder, url());
    }

    /// @param url where the hub reaches it
    public List<String> hubOptions(Path folder, String url) throws IOException {
        return List.of(
                "--history", "influx",
                "--influx-url", url,
                "--influx-token-file", Line.secret(folder.resolve("influx.token"), TOKEN).toString(),
                "--retain-observations", "36500d",
                "--retain-passages", "36500d",
                "--retain-stays", "1200M");
    }

    /// How many points of a measurement all the hub's buckets hold, asked with Flux.
    long count(String measurement) throws IOException, InterruptedException {
        long sum = 0;
        for (String bucket : post("/api/v2/query?org=terzo", flux("buckets() |> keep(columns: [\"name\"])")).lines().map(InfluxServer::lastCell).filter(name -> name.startsWith("terzo")).toList()) {
            String query = "from(bucket: \"%s\") |> range(start: 1990-01-01T00:00:00Z, stop: 2090-01-01T00:00:00Z) |> filter(fn: (r) => r._measurement == \"%s\" and r._field == \"seq\") |> group() |> count() |> keep(columns: [\"_value\"])"
                    .formatted(bucket, measurement);
            sum += post("/api/v2/query?org=terzo", flux(query)).lines().map(InfluxServer::lastCell).filter(cell -> cell.matches("\\d+")).mapToLong(Long::parseLong).sum();
        }
        return sum;
    }

    private static String flux(String query) {
        return "{\"query\":\"%s\",\"type\":\"flux\"}".formatted(query.replace("\"", "\\\""));
    }

    private static String lastCell(String line) {
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Token " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError("InfluxDB %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
        if (program.isPresent()) {
            program.get().kill();
        }
    }
}
