package org.terzo.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.terzo.gateway.Gateway;
import org.terzo.gateway.GatewayConfig;
import org.terzo.gateway.sensor.SimulatedInputs;
import org.terzo.hub.HubMain;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;

/// `./mvnw -Pdemo`: embedded broker, hub, embedded history; one site plays a real recording, two are lived in by simulated people. The
/// gateways run the agent's real code in this process.
public final class Demo {
    private static final long SEED = 20261124;
    private static final int PORT = 8080;

    private Demo() {}

    /// @param arguments the folder of the demo's files, and the folder for its data
    public static void main(String[] arguments) throws IOException {
        Path files = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        int broker = freePort();
        Files.createDirectories(data);
        int exit = HubMain.run(
                List.of("--data", data.resolve("hub").toString(), "--http-port", Integer.toString(PORT), "--mqtt-port",
                        Integer.toString(broker), "--sites", files.resolve("sites").toString()),
                Map.of());
        if (exit != HubMain.RUNNING) {
            System.exit(exit);
        }
        for (String name : List.of("salle-pir", "riva", "molo")) {
            Site site = site(files.resolve("sites").resolve(name + ".site.yaml"));
            for (GatewayId gateway : site.sensors().stream().map(Site.Sensor::gateway).distinct().sorted().toList()) {
                start(site, gateway, files, data, broker);
            }
        }
        System.out.println("members:  http://localhost:%s/s/riva   http://localhost:%s/s/molo".formatted(PORT, PORT));
        System.out.println("managers: http://localhost:%s/manage/riva   (after the sign-in link above)".formatted(PORT));
        System.out.println("Ctrl-C stops everything; what is left is " + data);
    }

    private static void start(Site site, GatewayId gateway, Path files, Path data, int broker) throws IOException {
        boolean isRecorded = site.id().value().equals("salle-pir");
        Path file = data.resolve(gateway + ".yaml");
        Files.writeString(file, config(site, gateway, files, data, broker, isRecorded));
        List<String> mistakes = new ArrayList<>();
        GatewayConfig config = GatewayConfig.read(file, mistakes::add).orElseThrow(() -> new IllegalStateException(String.join("\n", mistakes)));
        if (isRecorded) {
            Gateway.start(config, InputStream.nullInputStream(), InstantSource.system());
            return;
        }
        SimulatedInputs inputs = new SimulatedInputs(config.sensors(), Optional.empty(), InstantSource.system());
        Gateway.start(config, inputs, InstantSource.system());
        SplittableRandom random = new SplittableRandom(SEED + gateway.value().hashCode());
        site.sensors().stream()
                .filter(sensor -> sensor.gateway().equals(gateway))
                .forEach(sensor -> Thread.ofVirtual().start(new SensorLife(sensor, inputs, random.split())));
    }

    private static String config(Site site, GatewayId gateway, Path files, Path data, int broker, boolean isRecorded) {
        StringBuilder yaml = new StringBuilder("""
                site: %s
                gateway: %s
                mqtt: {url: "mqtt://127.0.0.1:%s"}
                data: "%s"
                """.formatted(site.id(), gateway, Integer.toString(broker), data.resolve(gateway.value())));
        yaml.append(isRecorded
                ? "inputs: recorded\nrecorded: {file: \"%s\", speed: 1, startAt: now}\n".formatted(files.resolve("recorded/room-pir-2017-12-22.csv"))
                : "inputs: simulated\n");
        yaml.append("wiring:\n  revision: 1\n  sensors:\n");
        site.sensors().stream()
                .filter(sensor -> sensor.gateway().equals(gateway))
                .forEach(sensor -> yaml.append("    - {sensor: %s, kind: %s}\n".formatted(sensor.id(), sensor.kind().text())));
        return yaml.toString();
    }

    private static Site site(Path file) {
        try {
            return SiteFile.read(Files.readString(file)) instanceof SiteFile.Result.Read(Site site)
                    ? site
                    : refuse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Site refuse(Path file) {
        throw new IllegalStateException(String.join("\n", SiteFile.check(file)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
