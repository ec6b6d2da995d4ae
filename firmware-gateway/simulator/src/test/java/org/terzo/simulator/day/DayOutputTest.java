package org.terzo.simulator.day;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.gateway.sensor.recorded.RecordedFile;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.simulator.site.Sites;
import org.terzo.wire.GatewayId;

class DayOutputTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final SimulatedSite OFFICE = Sites.officeAnd(10, ", slow", "  - {sensor: slow, gateway: gw-1, kind: tof, reportSeconds: 60}\n");

    @TempDir
    private Path folder = Path.of("");

    private Path write(String name, Scenario scenario, long seed) throws IOException {
        Path out = folder.resolve(name);
        new DayOutput(OFFICE, scenario, seed, MONDAY, 2).write(out);
        return out;
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Path one = write("one", Scenario.FLEET, 7);
        Path other = write("other", Scenario.FLEET, 7);

        for (String name : List.of("observations-gw-1.csv", "observations-gw-2.csv", "truth.csv", "summary.json")) {
            assertTrue(Files.size(one.resolve(name)) > 100, name);
            assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordinary", "counter-dead-four-hours", "wrong-clock", "gateway-off"})
    void aGatewayPlaysTheFiles(String scenario) throws IOException {
        Path out = write(scenario, Scenario.parse(scenario).orElseThrow(), 7);
        for (GatewayId gateway : OFFICE.gateways()) {
            RecordedFile file = RecordedFile.scan(
                    out.resolve("observations-" + gateway + ".csv"),
                    OFFICE.sensors().stream().filter(sensor -> sensor.gateway().equals(gateway)).map(Sensor::id).collect(Collectors.toSet()));

            assertEquals(List.of(), file.mistakes());
            assertTrue(file.saysWatching());
            assertTrue(file.rows() > 500, file.rows() + " rows");
        }
    }

    @Test
    void truthTellsOfDesksZonesAndFaults() throws IOException {
        List<String> truth = Files.readAllLines(write("truth", Scenario.MAT_STUCK, 7).resolve("truth.csv"));

        assertEquals("at,kind,subject,value", truth.getFirst());
        assertEquals("2026-03-01T23:00:00.000Z,desk,d-1,free", truth.get(1));
        assertTrue(truth.contains("2026-03-02T09:17:00.000Z,fault,mat-3,stuck"), "the fault is told");
        assertTrue(truth.stream().anyMatch(row -> row.matches("2026-03-02T[0-9:.]+Z,zone,hall,[1-9]")));
        assertTrue(truth.stream().anyMatch(row -> row.matches("2026-03-02T[0-9:.]+Z,desk,d-[0-9]+,[0-9]+")));
    }

    @Test
    void theSummaryCountsWhatWasTold() throws IOException {
        String summary = Files.readString(write("summary", Scenario.ORDINARY, 7).resolve("summary.json"));
        long rows = Files.readAllLines(folder.resolve("summary/observations-gw-2.csv")).size() - 1L;

        assertTrue(summary.contains("\"gw-2\": " + rows), summary);
        assertTrue(summary.contains("\"scenario\": \"ordinary\"") && summary.contains("\"seed\": 7"), summary);
    }
}
