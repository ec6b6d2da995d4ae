package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.simulator.site.Sites;
import org.terzo.wire.SiteId;

final class SimulatorMainTest {
    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "load --help", "live --help", "site --version", "site --gateways 2 --sensors 2 --desks 3", "day --help", "day --scenario list"})
    void whatCanBeDoneEndsWithZero(String line) {
        assertEquals(0, SimulatorMain.run(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dance",
                "load",
                "load --mqtt-url mqtt://127.0.0.1:1 --rate fast",
                "load --mqtt-url mqtt://127.0.0.1:1 --batch 501",
                "load --mqtt-url mqtt://127.0.0.1:1 --site Riva",
                "site --gateways 1 --sensors 1 --desks 2",
                "day",
                "day --site a.yaml --out days --from Monday",
                "day --site a.yaml --out days --from 2026-03-02 --days 0",
                "day --site a.yaml --out days --from 2026-03-02 --scenario party"
            })
    void aWrongOptionEndsWithTwo(String line) {
        assertEquals(2, SimulatorMain.run(line.split(" ")));
    }

    @Test
    void aBrokerThatIsAwayEndsWithOne() {
        assertEquals(1, SimulatorMain.run("load", "--mqtt-url", "mqtt://127.0.0.1:1", "--gateways", "1"));
    }

    @Test
    void aDayIsWrittenAndAWrongSiteIsNot(@TempDir Path folder) throws IOException {
        Path site = Files.writeString(folder.resolve("test.site.yaml"), Sites.text(4, "24/7", "", ""));
        Path broken = Files.writeString(folder.resolve("broken.site.yaml"), "site: test");
        String[] line = {"day", "--site", site.toString(), "--from", "2026-03-02", "--out", folder.resolve("out").toString()};
        String[] checked = {"day", "--site", site.toString(), "--from", "2026-03-02", "--out", folder.resolve("none").toString(), "--check"};
        String[] wrong = {"day", "--site", broken.toString(), "--from", "2026-03-02", "--out", folder.resolve("none").toString()};

        assertEquals(List.of(0, 0, 78), List.of(SimulatorMain.run(line), SimulatorMain.run(checked), SimulatorMain.run(wrong)));
        assertTrue(Files.exists(folder.resolve("out/truth.csv")));
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void aFolderThatCannotBeMadeEndsWithOne(@TempDir Path folder) throws IOException {
        Path site = Files.writeString(folder.resolve("test.site.yaml"), Sites.text(4, "24/7", "", ""));

        assertEquals(1, SimulatorMain.run("day", "--site", site.toString(), "--from", "2026-03-02", "--out", site.resolve("under").toString()));
    }

    @Test
    void onlySimulatedInputsCanBePlayed(@TempDir Path folder) throws IOException {
        String text = """
                site: riva
                gateway: gw-1
                mqtt: {url: "mqtt://127.0.0.1:1"}
                data: data
                inputs: pi4j
                wiring: {revision: 1, sensors: [{sensor: desk-01-pir, kind: pir, gpio: 17}]}
                """;
        Path board = Files.writeString(folder.resolve("board.yaml"), text);
        Path playable = Files.writeString(folder.resolve("playable.yaml"), text.replace("pi4j", "simulated"));

        assertEquals(78, SimulatorMain.run("live", "--config", board.toString()));
        assertEquals(0, SimulatorMain.run("live", "--config", playable.toString(), "--seconds", "0"));
        assertTrue(Files.exists(folder.resolve("data/outbox.db")));

        Path site = Files.writeString(folder.resolve("test.site.yaml"), Sites.text(2, "24/7", "", ""));
        Path peopled = Files.writeString(folder.resolve("peopled.yaml"), text.replace("pi4j", "simulated").replace("desk-01-pir", "pir-1"));
        assertEquals(0, SimulatorMain.run("live", "--config", peopled.toString(), "--site", site.toString(), "--seconds", "1"));
        assertEquals(78, SimulatorMain.run("live", "--config", playable.toString(), "--site", site.toString(), "--seconds", "1"));
        assertEquals(78, SimulatorMain.run("live", "--config", playable.toString(), "--site", board.toString()));
        assertEquals(2, SimulatorMain.run("live", "--config", playable.toString(), "--site", site.toString(), "--speed", "2"));
    }

    @Test
    void theSiteClaimsTheSensorsOfTheLoad() {
        String text = new LoadSite(new SiteId("load"), 2, 2, 3).text();

        for (int number = 0; number < 4; number++) {
            String sensor = LoadPlan.sensor(number / 2, number % 2).value();
            String claim = "  - {sensor: %s, gateway: %s, kind: radar}".formatted(sensor, LoadPlan.gateway(number / 2));
            assertEquals(1, text.lines().filter(claim::equals).count(), text);
        }
        assertEquals(3, text.lines().filter(line -> line.startsWith("  - {desk:")).count());
    }
}
