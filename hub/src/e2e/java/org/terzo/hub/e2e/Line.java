package org.terzo.hub.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The whole line of one test in one folder: Mosquitto, a hub and whatever gateways the test starts.
public final class Line implements AutoCloseable {
    public static final String TOKEN = "an-administrators-token-of-forty-characters";
    private static final Duration START = Duration.ofSeconds(40);

    private final Path folder;
    private final int brokerPort;
    private final List<String> hubOptions;
    private final List<Program> running = new ArrayList<>();
    private Program broker;
    private Program hub;
    private Web web;

    private Line(Path folder, int brokerPort, Program broker, List<String> hubOptions, Program hub, Web web) {
        this.folder = folder;
        this.brokerPort = brokerPort;
        this.broker = broker;
        this.hubOptions = hubOptions;
        this.hub = hub;
        this.web = web;
    }

    /// @param site names a file under `src/demo/sites`
    static Line start(Path folder, String site, List<String> moreOptions) throws IOException, InterruptedException {
        return startWith(folder, Files.readString(Program.root().resolve("hub/src/demo/sites/" + site)), moreOptions);
    }

    /// @param site the text of a site file
    public static Line startWith(Path folder, String site, List<String> moreOptions) throws IOException, InterruptedException {
        int port = Servers.freePort();
        Program broker = Servers.mosquitto(folder.resolve("mosquitto"), port);
        Path sites = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(sites.resolve("first.site.yaml"), site);
        List<String> options = new ArrayList<>(List.of(
                "--data", folder.resolve("hub").toString(),
                "--http-port", Integer.toString(Servers.freePort()),
                "--mqtt-url", "mqtt://127.0.0.1:" + port,
                "--sites", sites.toString(),
                "--admin-token-file", secret(folder.resolve("admin.token"), TOKEN).toString()));
        options.addAll(moreOptions);
        Program hub = Program.hub(folder, options);
        return new Line(folder, port, broker, options, hub, web(hub));
    }

    public static Path secret(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Web web(Program hub) throws InterruptedException {
        return new Web(hub.await("listening on (http://\\S+)", START), TOKEN);
    }

    public Web web() {
        return web;
    }

    public Program hub() {
        return hub;
    }

    public String brokerUrl() {
        return "mqtt://127.0.0.1:" + brokerPort;
    }

    Path folder() {
        return folder;
    }

    public Program gateway(String name, String config, List<String> options) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, config);
        List<String> all = new ArrayList<>(List.of("--config", file.toString()));
        all.addAll(options);
        Program gateway = Program.gateway(folder.resolve(name), all);
        running.add(gateway);
        return gateway;
    }

    void killHub() throws InterruptedException {
        hub.kill();
    }

    void startHub() throws IOException, InterruptedException {
        hub = Program.hub(folder, hubOptions);
        web.close();
        web = web(hub);
    }

    void killBroker() throws InterruptedException {
        broker.kill();
    }

    void startBroker() throws IOException, InterruptedException {
        broker = Servers.mosquitto(folder.resolve("mosquitto"), brokerPort);
    }

    @Override
    public void close() throws InterruptedException {
        for (Program each : running) {
            each.close();
        }
        hub.close();
        broker.close();
        web.close();
    }
}
