package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.outbox.Outbox;

/// Starts that cannot work: each ends with its code and one line a mistake.
class GatewayMainTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return GatewayMain.run(arguments, new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String file(String inputs) throws IOException {
        String text = """
                site: riva
                gateway: gw-1
                mqtt: {url: "mqtt://127.0.0.1:1"}
                data: data
                inputs: %s
                wiring:
                  revision: 3
                  sensors:
                    - {sensor: desk-07-pir, kind: pir, gpio: 17}
                """.formatted(inputs);
        return Files.writeString(folder.resolve("gateway.yaml"), text).toString();
    }

    @Test
    void aGoodFileIsCheckedWithoutStartingAnything() throws IOException {
        assertEquals(0, run("--check", "--config", file("pi4j")));
        assertEquals(List.of(), lines());
        assertFalse(Files.exists(folder.resolve("data")), "no outbox is made");
    }

    @Test
    void aFileThatDoesNotExistIsAMistakeOfConfiguration() {
        Path missing = folder.resolve("none.yaml");

        assertEquals(78, run("--config", missing.toString()));
        assertEquals(List.of(missing + ":1: file: cannot be read: does not exist"), lines());
    }

    @Test
    void aFolderInUseIsNamed() throws Exception {
        try (Outbox _ = Outbox.open(folder.resolve("data"), 1_000_000)) {
            assertEquals(1, run("--config", file("simulated")));
        }
        assertEquals(List.of("terzo-gateway: " + folder.resolve("data") + ": another gateway runs on this folder"), lines());
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");

        assertEquals(1, run("--config", file("simulated")));
        assertTrue(lines().getFirst().startsWith("terzo-gateway: data: " + folder.resolve("data") + " cannot hold the outbox: "), lines().toString());
    }

    @Test
    void whatIsNoCommandLineIsSaid() throws IOException {
        assertEquals(64, run("--colour", "red"));
        assertEquals(64, run());
        assertEquals(64, run("--exit-at-end", "--config", file("simulated")));
        assertEquals(
                List.of(
                        "terzo-gateway: Unknown options: '--colour', 'red'",
                        "terzo-gateway: --config FILE is missing",
                        "terzo-gateway: --exit-at-end is for recorded inputs: others have no end"),
                lines());
    }
}
