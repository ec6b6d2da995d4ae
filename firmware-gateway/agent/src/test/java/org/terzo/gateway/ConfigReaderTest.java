package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final String GOOD = """
            site: riva
            gateway: gw-1
            mqtt: {url: "mqtt://127.0.0.1:1883"}
            data: data
            inputs: simulated
            wiring:
              revision: 3
              sensors:
                - {sensor: desk-07-pir, kind: pir, gpio: 17, active: high, pull: none, debounceMs: 20}
                - {sensor: air-1, kind: scd41, i2c: {bus: 1, address: 0x62}, everySeconds: 60}
            """;

    @TempDir
    Path folder;

    private List<String> mistakes(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), text);
        Mistakes mistakes = new Mistakes(Path.of("gateway.yaml"));
        Optional<GatewayConfig> config = ConfigReader.read(file, mistakes);
        assertEquals(mistakes.isEmpty(), config.isPresent());
        return mistakes.lines();
    }

    @Test
    void aGoodFileIsTakenWithPathsBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), GOOD);
        GatewayConfig config = ConfigReader.read(file, new Mistakes(file)).orElseThrow();

        assertEquals(folder.resolve("data"), config.data());
        assertEquals(2, config.sensors().size());
        assertEquals(256_000_000, config.outboxBytes());
        assertEquals(0x62, config.sensors().get(1).bus().orElseThrow().address());
    }

    @Test
    void theShippedExampleIsGood() {
        Mistakes mistakes = new Mistakes(Path.of("src/main/conf/gateway.yaml"));
        ConfigReader.read(Path.of("src/main/conf/gateway.yaml"), mistakes);

        assertEquals(List.of(), mistakes.lines());
    }

    @Test
    void tenMistakesAreListedAllTenWithTheirLines() throws IOException {
        assertEquals(
                List.of(
                        "gateway.yaml:6: colour: unknown member; known are data, gateway, inputs, mqtt, outbox, recorded, site, wiring",
                        "gateway.yaml:1: site: 'Riva!' is not 1 to 32 of a-z, 0-9 and inner '-'",
                        "gateway.yaml:2: gateway: 'desk' is not 1 to 32 of a-z, 0-9 and inner '-' other than desk and zone",
                        "gateway.yaml:3: mqtt.url: 'http://127.0.0.1' is not mqtt://host:port or mqtts://host:port",
                        "gateway.yaml:10: desk-07: gpio 41 is outside 0..27",
                        "gateway.yaml:11: desk-07: is wired a second time; first in line 10",
                        "gateway.yaml:12: desk-08: gpio 17 is used by desk-07 already",
                        "gateway.yaml:13: door-main: beam-pair needs gpioB",
                        "gateway.yaml:14: desk-09: gpio 9 is reserved for SPI",
                        "gateway.yaml:15: air-1: kind scd41 cannot be read with inputs: pi4j in this version; recorded and simulated inputs can"),
                mistakes("""
                        site: Riva!
                        gateway: desk
                        mqtt: {url: "http://127.0.0.1"}
                        data: data
                        inputs: pi4j
                        colour: red
                        wiring:
                          revision: 3
                          sensors:
                            - {sensor: desk-07, kind: pir, gpio: 41}
                            - {sensor: desk-07, kind: pir, gpio: 17}
                            - {sensor: desk-08, kind: pir, gpio: 17}
                            - {sensor: door-main, kind: beam-pair, gpio: 5}
                            - {sensor: desk-09, kind: mat, gpio: 9}
                            - {sensor: air-1, kind: scd41, i2c: {bus: 1, address: 0x62}}
                        """));
    }

    @Test
    void whatIsMissingOrNoYamlIsSaid() throws IOException {
        assertEquals(5, mistakes("inputs: recorded").size() - 1);
        assertEquals(1, mistakes("site: [").size());
        assertEquals(List.of("gateway.yaml:1: file: is empty or no YAML mapping"), mistakes(""));
    }

    @Test
    void aMistakeInTheRecordedFileIsListedWithItsLine() throws IOException {
        Path day = Files.writeString(folder.resolve("day.csv"), "at,sensor,reading,value\n2026-03-10T09:00:00.000Z,desk-99,motion,true\n");
        List<String> lines = mistakes(GOOD.replace("inputs: simulated", "inputs: recorded\nrecorded: {file: day.csv, speed: max, startAt: recorded}"));

        assertEquals(List.of(day + ":2: desk-99: is not in wiring"), lines);
    }

    @Test
    void aPasswordThatOthersCanReadIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), "secret");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        List<String> lines = mistakes(GOOD.replace("1883\"", "1883\", username: gw-1, passwordFile: password"));

        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().endsWith("can be read by others: chmod o-rwx it"), lines.getFirst());
    }
}
