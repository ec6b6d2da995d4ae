package org.terzo.hub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.terzo.hub.e2e.Program;

/// A site of `terzo-simulator site`: gateway `ID-1` has sensors `ID-1-1`, `ID-1-2` and so on, all radars; the first watch a desk each.
record LoadedSite(String id, int gateways, int sensors, int desks) {
    private static final Path SIMULATOR = Program.root().resolve("firmware-gateway/simulator/target/dist/bin/terzo-simulator");

    String gateway(int number) {
        return "%s-%d".formatted(id, number);
    }

    String sensor(int gateway, int number) {
        return "%s-%d-%d".formatted(id, gateway, number);
    }

    /// Desk and sensor numbers go along.
    String deskOf(int gateway, int sensor) {
        return "d-%d".formatted((gateway - 1) * sensors + sensor);
    }

    String topic(int gateway, String last) {
        return "terzo/v1/%s/%s/%s".formatted(id, gateway(gateway), last);
    }

    /// The site file; the simulator calls every gateway and sensor `load-…`, and those must be unique in a hub.
    String yaml() throws IOException {
        Process simulator = new ProcessBuilder(
                        SIMULATOR.toString(), "site", "--site", id, "--gateways", Integer.toString(gateways), "--sensors", Integer.toString(sensors), "--desks", Integer.toString(desks))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(simulator.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace(" load-", " " + id + "-").replace("[load-", "[" + id + "-");
    }

    /// The files of several sites, where a hub of `Line` looks for them.
    static void write(List<LoadedSite> all, Path folder) throws IOException {
        Path sites = Files.createDirectories(folder.resolve("sites"));
        for (LoadedSite site : all) {
            Files.writeString(sites.resolve(site.id() + ".site.yaml"), site.yaml());
        }
    }

    /// The file of a real gateway of this site, whose signals are typed.
    String gatewayYaml(int gateway, String brokerUrl) {
        List<Integer> numbers = IntStream.rangeClosed(1, sensors).boxed().toList();
        return """
                site: %s
                gateway: %s
                mqtt: {url: "%s"}
                data: outbox-%s
                inputs: simulated
                wiring:
                  revision: 1
                  sensors:
                %s
                """
                .formatted(
                        id,
                        gateway(gateway),
                        brokerUrl,
                        gateway(gateway),
                        numbers.stream().map(number -> "    - {sensor: %s, kind: radar}".formatted(sensor(gateway, number))).collect(Collectors.joining("\n")));
    }
}
