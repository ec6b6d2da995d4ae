package org.terzo.hub.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.terzo.hub.history.influx.InfluxServer;

/// A real InfluxDB for tests: the one that `-Dinflux.url=` names, or one that is started from `influxd` on the path or from the packed one.
///
/// The one that is named may be of another kind: `-Dinflux.token-file=`, `-Dinflux.version=1`, `-Dinflux.org=`, `-Dinflux.bucket=`.
final class InfluxForTests implements AutoCloseable {
    private static final String SENTENCE = "the contract of InfluxHistory needs InfluxDB 2.7: put influxd on the path, name the folder of the packed one with"
            + " -Dterzo.servers=, or a server that runs with -Dinflux.url= and -Dinflux.token-file=";
    private static final String PACKED = "influxd-2.7.12-linux-amd64.xz";
    private static final Pattern LISTENING = Pattern.compile("Listening.*port=(\\d+)");
    private static final String TOKEN = "a-token-that-only-this-test-knows";

    private final Optional<Process> process;
    private final InfluxServer server;

    private InfluxForTests(Optional<Process> process, InfluxServer server) {
        this.process = process;
        this.server = server;
    }

    /// Skips the test when there is none; where `CI` is set that is a failure.
    static InfluxForTests start(Path folder) throws IOException, InterruptedException {
        @Nullable String url = System.getProperty("influx.url");
        if (url != null) {
            return new InfluxForTests(Optional.empty(), named(url));
        }
        Optional<Path> binary = binary(folder);
        if (binary.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(SENTENCE);
        }
        Assumptions.assumeTrue(binary.isPresent(), SENTENCE);
        Process process = new ProcessBuilder(
                        binary.orElseThrow().toString(),
                        "--bolt-path", folder.resolve("bolt").toString(),
                        "--sqlite-path", folder.resolve("sqlite").toString(),
                        "--engine-path", folder.resolve("engine").toString(),
                        "--http-bind-address", "127.0.0.1:0",
                        "--reporting-disabled")
                .redirectErrorStream(true)
                .start();
        InfluxServer server = new InfluxServer("http://127.0.0.1:" + portOf(process), "terzo", "contract", TOKEN, 2);
        InfluxForTests started = new InfluxForTests(Optional.of(process), server);
        started.post("/api/v2/setup", "{\"username\":\"terzo\",\"password\":\"terzo-test\",\"org\":\"terzo\",\"bucket\":\"unused\",\"token\":\"%s\"}".formatted(TOKEN));
        return started;
    }

    private static InfluxServer named(String url) throws IOException {
        @Nullable String tokenFile = System.getProperty("influx.token-file");
        return new InfluxServer(
                url,
                System.getProperty("influx.org", "terzo"),
                System.getProperty("influx.bucket", "terzo-contract"),
                tokenFile == null ? "" : Files.readString(Path.of(tokenFile)).strip(),
                Integer.getInteger("influx.version", 2));
    }

    private static Optional<Path> binary(Path folder) throws IOException, InterruptedException {
        Optional<Path> onPath = Stream.of(System.getenv("PATH").split(":", -1)).map(each -> Path.of(each, "influxd")).filter(Files::isExecutable).findFirst();
        if (onPath.isPresent()) {
            return onPath;
        }
        Optional<Path> packed = Stream.of(Path.of(System.getProperty("terzo.servers", "no-such-folder"), PACKED), root().resolve("../shared/bin").resolve(PACKED))
                .filter(Files::exists)
                .findFirst();
        return packed.isPresent() ? Optional.of(unpacked(packed.get(), folder.resolve("influxd"))) : Optional.empty();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow(() -> new IllegalStateException("no mvnw above the working folder"));
        }
        return folder;
    }

    private static Path unpacked(Path packed, Path to) throws IOException, InterruptedException {
        Process xz = new ProcessBuilder("xz", "-dc", packed.toString()).redirectOutput(to.toFile()).start();
        if (xz.waitFor() != 0 || !to.toFile().setExecutable(true)) {
            throw new IOException("%s cannot be unpacked: apt install xz-utils".formatted(packed));
        }
        return to;
    }

    /// From what the server says; the rest of it is read and dropped, or it would stop when nobody reads.
    private static String portOf(Process process) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (@Nullable String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return listening.group(1);
            }
        }
        throw new AssertionError("influxd ended before it listened:\n" + all);
    }

    InfluxServer server() {
        return server;
    }

    /// Whether the server is one of the 2.x kind that the test may set up as it likes.
    boolean isOwn() {
        return process.isPresent();
    }

    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)).GET());
    }

    String post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    request.header("Authorization", "Token " + server.token()).header("Content-Type", "application/json").build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("InfluxDB: %d %s".formatted(answer.statusCode(), answer.body()));
            }
            return answer.body();
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly();
            process.get().waitFor();
        }
    }
}
