package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that cannot start says each mistake in a line and ends within 10 s, never with 0 and never hanging.
final class RefusedStartE2e {
    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final int BAD_CONFIGURATION = 78;

    /// A folder in which not even root can make a file.
    private static final String READ_ONLY = "/proc";

    @TempDir
    Path folder;

    /// @param more options and their values, in place of the usual ones or beside them
    private Program hub(String... more) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(Map.of(
                "--data", folder.resolve("data").toString(), "--http-port", "0", "--mqtt-port", Integer.toString(Servers.freePort())));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        List<String> words = new ArrayList<>();
        options.forEach((option, value) -> words.addAll(List.of(option, value)));
        return Program.hub(folder, words);
    }

    private Program gateway(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), text);
        return Program.gateway(folder, List.of("--config", file.toString()));
    }

    /// Does not leave it running when it hangs.
    private static int exitCode(Program program) throws InterruptedException {
        try (program) {
            return program.waitFor(AT_MOST);
        }
    }

    private static void assertRefused(Program program, String... named) throws InterruptedException {
        assertNotEquals(0, exitCode(program), program.text());
        for (String each : named) {
            assertTrue(program.text().contains(each), "no line names %s:%n%s".formatted(each, program.text()));
        }
        assertTrue(!program.text().contains("\tat "), "no stack trace: " + program.text());
    }

    @Test
    void aPortOfTheWebInUseIsNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(hub("--http-port", port), "--http-port", port);
        }
    }

    @Test
    void aPortOfTheBrokerInUseIsNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(hub("--mqtt-port", port), "--mqtt-port", port);
        }
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a-file"), "in its place");

        assertRefused(hub("--data", file.toString()), "--data", file.toString());
        assertRefused(hub("--data", READ_ONLY), "--data", READ_ONLY);
        assertRefused(gateway(GATEWAY.replace("data: outbox", "data: " + file)), "data", "cannot", file.toString());
        assertRefused(gateway(GATEWAY.replace("data: outbox", "data: " + READ_ONLY)), "data", "cannot", READ_ONLY);
    }

    @Test
    void aSecondProgramOnTheSameFolderIsRefused() throws IOException, InterruptedException {
        try (Program first = hub(); Program gateway = gateway(GATEWAY)) {
            first.await("listening on (http://\\S+)", Duration.ofSeconds(40));
            gateway.await("started", Duration.ofSeconds(20));

            assertRefused(hub(), "in use by another hub", folder.resolve("data").toString());
            assertRefused(gateway(GATEWAY), "another gateway runs on this folder", folder.resolve("outbox").toString());
            assertTrue(first.isAlive() && gateway.isAlive());
        }
    }

    @Test
    void aSiteFileWithTenMistakesHasThemAllListedWithTheirLines() throws IOException, InterruptedException {
        Path sites = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(
                sites.resolve("bad.site.yaml"),
                """
                site: bad
                revision: 0
                name: Bad
                country: XX
                timeZone: Europe/Roma
                openingHours: "sometimes"
                capacity: many
                colour: blue
                zones:
                  - {zone: hall, name: Hall, kind: ballroom}
                desks:
                  - {desk: d-1, zone: attic, sensors: [s-1]}
                  - {desk: d-1, zone: hall, sensors: [s-2]}
                doors:
                  - {door: main, from: outside, to: outside}
                sensors:
                  - {sensor: s-1, gateway: GW, kind: pir}
                """);

        Program hub = hub("--sites", sites.toString());

        assertEquals(BAD_CONFIGURATION, exitCode(hub), hub.text());
        for (int line : List.of(2, 4, 5, 6, 7, 8, 10, 12, 15, 17)) {
            assertTrue(hub.text().contains("bad.site.yaml:%d: ".formatted(line)), "nothing of line %d:%n%s".formatted(line, hub.text()));
        }
    }

    @Test
    void wrongOptionsAreAllListed() throws IOException, InterruptedException {
        Program hub = hub("--http-port", "70000", "--mqtt-url", "http://x", "--history", "paper", "--retain-observations", "soon", "--sites", "/no/such/folder");

        assertRefused(hub, "70000", "http://x", "paper", "soon", "/no/such/folder");
    }

    private static final String GATEWAY =
            """
            site: yard
            gateway: gw-yard
            mqtt: {url: "mqtt://127.0.0.1:9"}
            data: outbox
            inputs: simulated
            wiring:
              revision: 1
              sensors:
                - {sensor: desk-1-radar, kind: radar, gpio: 17, active: high}
            """;

    @Test
    void aGatewayFileWithTenMistakesHasThemAllListed() throws IOException, InterruptedException {
        Program gateway = gateway(
                """
                site: Yard!
                gateway: zone
                mqtt: {url: "http://127.0.0.1"}
                data: outbox
                inputs: guessed
                colour: red
                wiring:
                  revision: 1
                  sensors:
                    - {sensor: desk-1, kind: pir, gpio: 41}
                    - {sensor: desk-1, kind: pir, gpio: 17}
                    - {sensor: desk-2, kind: pir, gpio: 17}
                    - {sensor: door-main, kind: beam-pair, gpio: 5}
                    - {sensor: desk-3, kind: sonar, gpio: 22}
                """);

        assertEquals(BAD_CONFIGURATION, exitCode(gateway), gateway.text());
        for (int line : List.of(1, 2, 3, 5, 6, 10, 11, 12, 13, 14)) {
            assertTrue(gateway.text().contains("gateway.yaml:%d: ".formatted(line)), "nothing of line %d:%n%s".formatted(line, gateway.text()));
        }
    }

    @Test
    void aGatewayWithoutItsInputsEnds() throws IOException, InterruptedException {
        assertRefused(gateway(GATEWAY.replace("inputs: simulated", "inputs: recorded\nrecorded: {file: no-such.csv, speed: max, startAt: now}")), "no-such.csv");
        assertRefused(gateway(GATEWAY.replace("inputs: simulated", "inputs: pi4j").replace("wiring:", "wiring:\n  chip: {label: no-such-chip}")), "GPIO chip");
    }
}
