package org.terzo.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;

/// A whole hub inside the test: HTTP and MQTT on free ports, history embedded, data in the test's folder; and a plain client of it.
final class TestHub implements AutoCloseable {
    static final String TOKEN = "an-administrators-token-of-40-characters";
    static final String RIVA = """
            site: riva
            revision: 4
            name: Riva Coworking
            country: IT
            nuts3: ITC33
            degurba: 1
            timeZone: Europe/Rome
            languages: [it, en]
            operator: {id: coop-riva, kind: cooperative}
            openingHours: "24/7"
            closures: [{from: 2026-12-24, to: 2027-01-06, reason: holiday}]
            openings: [{date: 2026-12-13, from: "10:00", to: "16:00"}]
            capacity: 60
            publication: {level: 4, signedBy: "board of the cooperative", from: 2026-01-01}
            plan: {width: 24.0, height: 12.0, image: riva.svg}
            zones:
              - {zone: open-space, name: Sala grande, kind: desks, capacity: 40, public: true, outline: [[0,0],[14,0],[14,12],[0,12]]}
              - {zone: booth-1, name: Cabina 1, kind: room, capacity: 2, sensors: [booth-1-pir, booth-1-reed], outline: [[14,0],[17,0],[17,3],[14,3]]}
            desks:
              - {desk: d-07, zone: open-space, label: "7", at: [3.2, 4.5], amenities: [screen, window], sensors: [desk-07-pir, desk-07-radar]}
              - {desk: d-08, zone: open-space, label: "8", at: [4.2, 4.5], sensors: [desk-08-pir], serviceFrom: 2026-01-01, serviceTo: "2036-01-01T00:00:00Z"}
              - {desk: d-09, zone: open-space, label: "9", at: [5.2, 4.5], sensors: [desk-09-pir], assigned: true}
            doors:
              - {door: main, from: outside, to: open-space, at: [0, 6], sensors: [door-main]}
            sensors:
              - {sensor: desk-07-pir, gateway: gw-1, kind: pir}
              - {sensor: desk-07-radar, gateway: gw-1, kind: radar, reportSeconds: 30}
              - {sensor: desk-08-pir, gateway: gw-1, kind: pir}
              - {sensor: desk-09-pir, gateway: gw-1, kind: pir}
              - {sensor: booth-1-pir, gateway: gw-1, kind: pir}
              - {sensor: booth-1-reed, gateway: gw-1, kind: reed}
              - {sensor: door-main, gateway: gw-2, kind: beam-pair}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningHub hub;
    private final int brokerPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestHub(RunningHub hub, int brokerPort) {
        this.hub = hub;
        this.brokerPort = brokerPort;
    }

    /// A hub that knows the site `riva` at revision 4.
    ///
    /// @param more options
    static TestHub start(Path folder, String... more) throws IOException {
        Path sites = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(sites.resolve("riva.site.yaml"), RIVA);
        Path token = folder.resolve("admin.token");
        Files.writeString(token, TOKEN + "\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        int brokerPort = freePort();
        List<String> arguments = new ArrayList<>(List.of("--data", folder.resolve("data").toString(), "--http-port", "0", "--mqtt-port",
                Integer.toString(brokerPort), "--sites", sites.toString(), "--admin-token-file", token.toString()));
        arguments.addAll(List.of(more));
        return switch (options(arguments, Map.of())) {
            case HubOptionsReader.Result.Wrong(List<String> mistakes) -> throw new AssertionError(mistakes);
            case HubOptionsReader.Result.Right(HubOptions options) -> switch (HubStart.start(options)) {
                case HubStart.Outcome.Refused(int _, List<String> lines) -> throw new AssertionError(lines);
                case HubStart.Outcome.Up(RunningHub hub) -> new TestHub(hub, brokerPort);
            };
        };
    }

    /// The same, whose history is in an InfluxDB that is not there.
    static TestHub startWithoutStore(Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("influx.token"), "nobody-asks-for-this");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        return start(folder, "--history", "influx", "--influx-url", "http://127.0.0.1:" + freePort(), "--influx-token-file", token.toString());
    }

    /// Until the hub has found its broker.
    void awaitHealthy() throws IOException, InterruptedException {
        await("/health", health -> health.path("status").asText().equals("UP"));
    }

    /// Asks as the administrator until the answer is as wanted.
    JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode last = get(path).json();
        while (!wanted.test(last)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(path + " never became as wanted; last: " + last);
            }
            Thread.sleep(50);
            last = get(path).json();
        }
        return last;
    }

    /// What the command line, the environment and the file it names say.
    static HubOptionsReader.Result options(List<String> arguments, Map<String, String> environment) throws IOException {
        CommandLine line = HubMain.commandLine(OptionSources.of(arguments, environment));
        line.parseArgs(arguments.toArray(String[]::new));
        return HubOptionsReader.read(line.getCommand());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String brokerUrl() {
        return "tcp://127.0.0.1:" + brokerPort;
    }

    RunningHub hub() {
        return hub;
    }

    HttpClient client() {
        return client;
    }

    /// As `get /api/v1/sites/{site}`, sorted; not those that the framework adds for HEAD.
    List<String> routes() {
        return hub.context().getBean(Router.class).uriRoutes()
                .filter(route -> !route.getHttpMethod().name().equals("HEAD"))
                .map(TestHub::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static String name(UriRouteInfo<?, ?> route) {
        String path = route.getUriMatchTemplate().toString().replaceAll("\\{([a-z]+):[^}]*}", "{$1}");
        return route.getHttpMethod().name().toLowerCase(Locale.ROOT) + " " + path;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(hub.address() + path)).timeout(Duration.ofSeconds(20));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /// Asked as the administrator.
    Answer get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer getAsStranger(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /// Sent as the administrator.
    Answer put(String path, String type, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /// What came back.
    record Answer(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        String body() {
            return http.body();
        }

        JsonNode json() throws IOException {
            return JSON.readTree(http.body());
        }

        /// Checks that this is a problem as RFC 9457 has it, and gives it.
        JsonNode problem(int status) throws IOException {
            List<String> wrong = new ArrayList<>();
            if (status() != status || !header("content-type").startsWith("application/problem+json")) {
                wrong.add("status and type");
            }
            JsonNode problem = wrong.isEmpty() ? json() : JSON.createObjectNode();
            Map.of("type", problem.path("type").isTextual(), "title", problem.path("title").isTextual(),
                            "status", problem.path("status").asInt() == status, "detail", problem.path("detail").isTextual(),
                            "errors", problem.path("errors").isArray(), "no stack trace", !body().contains("\tat ") && !body().contains("Exception"))
                    .forEach((member, isRight) -> {
                        if (!isRight) {
                            wrong.add(member);
                        }
                    });
            if (!wrong.isEmpty()) {
                throw new AssertionError("%s: wrong %s in %s %s: %s".formatted(http.request().uri(), wrong, http, http.headers().map(), body()));
            }
            return problem;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        hub.close();
    }
}
