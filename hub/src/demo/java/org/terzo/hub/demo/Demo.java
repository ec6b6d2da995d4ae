package org.terzo.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.terzo.gateway.Gateway;
import org.terzo.gateway.GatewayConfig;
import org.terzo.hub.HubMain;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;

/// `./mvnw -Pdemo`: embedded broker, hub, embedded history; one site plays a real recording, two are lived in by simulated people. The
/// gateways run the agent's real code in this process. Each start begins anew, with some hours already seen.
public final class Demo {
    private static final long SEED = 20261124;
    private static final String RECORDED = "salle-pir";
    /// Unplugged at first, so that desks are unknown; then it comes back with what it held.
    private static final String LATE = "gw-molo-2";
    private static final Duration LATE_BY = Duration.ofMinutes(2);
    /// Watched since then; the first two of these hours nobody is there, which tells the headcount where it starts.
    private static final Duration WATCHED = Duration.ofHours(5);
    private static final Duration OPEN = Duration.ofMinutes(160);
    /// Where the recorded day is entered: people work at both desks.
    private static final String RECORDED_FROM = "2017-12-22T13:08";

    private final Path files;
    private final Path data;
    private final int brokerPort;
    private final Instant now;
    private final List<Gateway> gateways = new CopyOnWriteArrayList<>();

    private Demo(Path files, Path data, int brokerPort, Instant now) {
        this.files = files;
        this.data = data;
        this.brokerPort = brokerPort;
        this.now = now;
    }

    /// @param arguments the folder of the demo's files, the folder for its data, and the port of its pages
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        if (!isFree(port)) {
            System.out.println("Port %1$s is in use. Stop what listens there, or take another: ./mvnw -Pdemo -Ddemo.port=%2$s"
                    .formatted(Integer.toString(port), Integer.toString(port + 1)));
            System.exit(1);
        }
        clear(data);
        Demo demo = new Demo(Path.of(arguments[0]), data, freePort(), InstantSource.system().instant());
        int exit = HubMain.run(
                List.of(
                        "--data", data.resolve("hub").toString(),
                        "--http-port", Integer.toString(port),
                        "--public-url", "http://localhost:" + port,
                        "--mqtt-port", Integer.toString(demo.brokerPort),
                        "--sites", demo.files.resolve("sites").toString()),
                Map.of());
        if (exit != HubMain.RUNNING) {
            System.exit(exit);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop-gateways").unstarted(demo::stop));
        demo.start();
        System.out.println(
                """

                Terzo is running. Open:
                  a member     http://localhost:%1$s/s/riva           a recorded office: http://localhost:%1$s/s/salle-pir
                  a manager    the sign-in link above, once; then http://localhost:%1$s/manage/riva
                Ctrl-C stops everything. What is left is %2$s
                """
                        .formatted(Integer.toString(port), data));
    }

    private void start() throws IOException {
        for (String name : List.of(RECORDED, "riva", "molo")) {
            Site site = site(files.resolve("sites").resolve(name + ".site.yaml"));
            for (GatewayId gateway : site.sensors().stream().map(Site.Sensor::gateway).distinct().sorted().toList()) {
                if (gateway.value().equals(LATE)) {
                    Thread.ofVirtual().start(() -> startLate(site, gateway));
                } else {
                    start(site, gateway);
                }
            }
        }
    }

    private void startLate(Site site, GatewayId gateway) {
        try {
            Thread.sleep(LATE_BY);
            start(site, gateway);
        } catch (IOException failed) {
            System.out.println("%s stays away: %s".formatted(gateway, failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Site site, GatewayId gateway) throws IOException {
        Path file = data.resolve(gateway + ".yaml");
        Files.writeString(file, config(site, gateway));
        List<String> mistakes = new ArrayList<>();
        GatewayConfig config = GatewayConfig.read(file, mistakes::add).orElseThrow(() -> new IllegalStateException(String.join("\n", mistakes)));
        if (site.id().value().equals(RECORDED)) {
            gateways.add(Gateway.start(config, InputStream.nullInputStream(), InstantSource.system()));
            return;
        }
        SiteLife life = new SiteLife(site, now.minus(OPEN), SEED + site.id().value().hashCode());
        gateways.add(Gateway.start(
                config,
                new LivedInputs(life, sensorsOf(site, gateway).map(Site.Sensor::id).collect(Collectors.toSet()), now.minus(WATCHED), InstantSource.system()),
                InstantSource.system()));
    }

    private static Stream<Site.Sensor> sensorsOf(Site site, GatewayId gateway) {
        return site.sensors().stream().filter(sensor -> sensor.gateway().equals(gateway));
    }

    private String config(Site site, GatewayId gateway) throws IOException {
        StringBuilder yaml = new StringBuilder(
                """
                site: %s
                gateway: %s
                mqtt: {url: "mqtt://127.0.0.1:%s"}
                data: "%s"
                """
                        .formatted(site.id(), gateway, Integer.toString(brokerPort), data.resolve(gateway.value())));
        yaml.append(site.id().value().equals(RECORDED)
                ? "inputs: recorded\nrecorded: {file: \"%s\", speed: 1, startAt: now}\n".formatted(afternoon())
                : "inputs: simulated\n");
        yaml.append("wiring:\n  revision: 1\n  sensors:\n");
        sensorsOf(site, gateway).forEach(sensor -> yaml.append("    - {sensor: %s, kind: %s}\n".formatted(sensor.id(), sensor.kind().text())));
        return yaml.toString();
    }

    private Path afternoon() throws IOException {
        List<String> day = Files.readAllLines(files.resolve("recorded/room-pir-2017-12-22.csv"));
        List<String> later = new ArrayList<>(day.subList(0, 1));
        day.stream().skip(1).filter(row -> row.compareTo(RECORDED_FROM) >= 0).forEach(later::add);
        return Files.write(data.resolve("recorded-afternoon.csv"), later);
    }

    private static Site site(Path file) throws IOException {
        return switch (SiteFile.read(Files.readString(file))) {
            case SiteFile.Result.Read(Site site) -> site;
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> throw new IllegalStateException(file + ": " + mistakes);
        };
    }

    private void stop() {
        gateways.forEach(Gateway::close);
    }

    /// What an earlier demo left.
    private static void clear(Path data) throws IOException {
        Files.createDirectories(data);
        try (Stream<Path> left = Files.walk(data)) {
            for (Path each : left.filter(path -> !path.equals(data)).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
