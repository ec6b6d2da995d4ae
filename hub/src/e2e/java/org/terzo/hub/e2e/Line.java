package org.terzo.hub.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The whole line of one test in one folder: Mosquitto, a hub and whatever gateways the test starts.
public final class Line implements AutoCloseable {
    public static final String TOKEN = "an-administrators-token-of-forty-characters";
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final int brokerPort;
    private final List<String> hubOptions;
    private final List<Program> running = new ArrayList<>();
    private Optional<Program> broker = Optional.empty();
    private Optional<Program> hub = Optional.empty();
    private Optional<Web> web = Optional.empty();

    private Line(Path folder, int brokerPort, List<String> hubOptions) {
        this.folder = folder;
        this.brokerPort = brokerPort;
        this.hubOptions = hubOptions;
    }

    /// The site is open whenever a test runs.
    ///
    /// @param site names a file under `src/demo/sites`
    static Line start(Path folder, String site, List<String> moreOptions) throws IOException, InterruptedException {
        String text = Files.readString(Program.root().resolve("hub/src/demo/sites/" + site));
        return startWith(folder, text.replaceFirst("(?m)^openingHours: .*$", "openingHours: \"24/7\""), moreOptions);
    }

    /// @param site the text of a site file
    public static Line startWith(Path folder, String site, List<String> moreOptions) throws IOException, InterruptedException {
        Line line = prepare(folder, site, moreOptions);
        try {
            line.startBroker();
            line.startHub();
            return line;
        } catch (IOException | AssertionError notStarted) {
            line.close();
            throw notStarted;
        }
    }

    /// The same with nothing running yet.
    static Line prepare(Path folder, String site, List<String> moreOptions) throws IOException {
        int port = Servers.freePort();
        Path sites = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(sites.resolve("first.site.yaml"), site);
        List<String> options = new ArrayList<>(List.of(
                "--data", folder.resolve("hub").toString(),
                "--http-port", Integer.toString(Servers.freePort()),
                "--mqtt-url", "mqtt://127.0.0.1:" + port,
                "--sites", sites.toString(),
                "--admin-token-file", secret(folder.resolve("admin.token"), TOKEN).toString()));
        options.addAll(moreOptions);
        return new Line(folder, port, options);
    }

    public static Path secret(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    public Web web() {
        return web.orElseThrow();
    }

    public Program hub() {
        return hub.orElseThrow();
    }

    public String brokerUrl() {
        return "mqtt://127.0.0.1:" + brokerPort;
    }

    Path folder() {
        return folder;
    }

    public Program gateway(String name, String config, List<String> options) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("gateway.yaml");
        Files.writeString(file, config);
        List<String> all = new ArrayList<>(List.of("--config", file.toString()));
        all.addAll(options);
        Program gateway = Program.gateway(folder.resolve(name), all);
        running.add(gateway);
        return gateway;
    }

    void killHub() throws InterruptedException {
        hub().kill();
    }

    /// Returns once the hub answers.
    void startHub() throws IOException, InterruptedException {
        launchHub();
        web.ifPresent(Web::close);
        web = Optional.of(new Web(hub().await("listening on (http://\\S+)", START), TOKEN));
    }

    /// Returns at once.
    void launchHub() throws IOException {
        hub = Optional.of(Program.hub(folder, hubOptions));
    }

    void killBroker() throws InterruptedException {
        broker.orElseThrow().kill();
    }

    /// It knows nothing of what it was told before.
    void startBroker() throws IOException, InterruptedException {
        broker = Optional.of(Servers.mosquitto(folder.resolve("mosquitto"), brokerPort));
    }

    @Override
    public void close() throws InterruptedException {
        for (Program each : running) {
            each.close();
        }
        if (hub.isPresent()) {
            hub.get().close();
        }
        if (broker.isPresent()) {
            broker.get().close();
        }
        web.ifPresent(Web::close);
    }
}
