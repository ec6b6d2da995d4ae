package org.terzo.gateway.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.gateway.GatewayConfig;
import org.terzo.gateway.hardware.PinMap.Levels;
import org.terzo.gateway.hardware.PinMap.Line;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.gateway.sensor.SensorWiring;

class PinMapTest {
    /// The 40-pin header of every Raspberry Pi since the B+: place of BCM 0, 1, 2 …
    private static final List<Integer> HEADER = List.of(
            27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13);

    private static final Path ROOT = root(Path.of("").toAbsolutePath());
    private static final Path EXAMPLE = ROOT.resolve("firmware-gateway/agent/src/main/conf/gateway.yaml");

    private final PinMap pins = PinMap.read(ROOT.resolve("hardware/pinmap.yaml"));

    @TempDir
    Path folder;

    PinMapTest() throws IOException {}

    private static Path root(Path below) {
        return Stream.iterate(below, folder -> Files.isDirectory(folder), folder -> folder.resolve("..").normalize())
                .limit(10)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no folder with mvnw above " + below));
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M"})
    void everyLineSitsWhereTheHeaderHasItAndStandsThereOnce(String kit) {
        Map<Integer, Integer> onTheHeader = new TreeMap<>();
        Map<Integer, Integer> inTheMap = new TreeMap<>();
        for (Line line : pins.kit(kit)) {
            onTheHeader.put(line.bcm(), HEADER.get(line.bcm()));
            inTheMap.put(line.bcm(), line.pin());
        }

        assertEquals(onTheHeader, inTheMap);
        assertEquals(pins.kit(kit).size(), inTheMap.size(), "a BCM number stands twice in kit " + kit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M"})
    void everyInputSaysItsLevelPullAndDebounceAndNothingElseDoes(String kit) {
        for (Line line : pins.kit(kit)) {
            Levels levels = line.levels();
            Set<String> words = new HashSet<>(List.of(levels.active(), levels.pull(), levels.debounceMs()));
            assertEquals(!line.isInput(), words.contains("-"), "BCM " + line.bcm());
            assertEquals(levels.active().equals("sensor"), words.size() == 1 && line.isInput(), "BCM " + line.bcm() + " is half left to the sensor");
            assertTrue(Set.of("input", "output", "reserved").contains(line.role()), "BCM " + line.bcm() + ": role " + line.role());
        }
    }

    @Test
    void everyKindThatHangsOnALineIsOneTheGatewayKnows() {
        Set<String> onLines = Arrays.stream(SensorKind.values())
                .filter(kind -> kind.connection() != SensorKind.Connection.BUS)
                .map(SensorKind::text)
                .collect(Collectors.toSet());

        assertEquals(onLines, pins.kinds().keySet());
        pins.kits().values().stream().flatMap(List::stream).forEach(line -> assertTrue(onLines.containsAll(line.kinds()), line.toString()));
    }

    @Test
    void theShippedExampleIsWiredAsKitS() throws IOException {
        List<SensorWiring> sensors = config(Files.readString(EXAMPLE), new ArrayList<>()).orElseThrow().sensors();

        assertFalse(sensors.isEmpty());
        for (SensorWiring sensor : sensors) {
            for (int bcm : sensor.lines()) {
                Line line = pins.line("S", bcm);
                assertTrue(line.isInput(), sensor.sensor() + " hangs on BCM " + bcm + ", which is " + line.role());
                assertTrue(line.kinds().contains(sensor.kind().text()), sensor.sensor() + " hangs on the line of " + line.function());
                assertEquals(pins.levelsOf(line, sensor.kind().text()), levels(sensor), sensor.sensor().value());
            }
        }
    }

    @Test
    void theOuterBeamOfTheExampleIsBeamA() throws IOException {
        SensorWiring door = config(Files.readString(EXAMPLE), new ArrayList<>()).orElseThrow().sensors().stream()
                .filter(sensor -> sensor.kind() == SensorKind.BEAM_PAIR)
                .findFirst()
                .orElseThrow();

        assertEquals(
                List.of("door beam A", "door beam B"), door.lines().stream().map(bcm -> pins.line("S", bcm).function()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M"})
    void aSensorOnAReservedLineIsRefusedByName(String kit) throws IOException {
        List<Line> reserved = pins.kit(kit).stream().filter(Line::isReserved).toList();

        assertFalse(reserved.isEmpty());
        for (Line line : reserved) {
            List<String> mistakes = new ArrayList<>();
            config(oneDeskOn(line.bcm()), mistakes);
            assertEquals(1, mistakes.size(), "BCM " + line.bcm() + ": " + mistakes);
            assertTrue(mistakes.getFirst().contains("gpio " + line.bcm() + " is reserved"), mistakes.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M"})
    void aSensorOnAnyOtherLineIsTaken(String kit) throws IOException {
        for (Line line : pins.kit(kit)) {
            List<String> mistakes = new ArrayList<>();
            config(oneDeskOn(line.bcm()), mistakes);
            assertEquals(line.isReserved(), !mistakes.isEmpty(), "BCM " + line.bcm() + ": " + mistakes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S", "M"})
    void theWiringTableSaysWhatThePinMapSays(String kit) throws IOException {
        List<List<String>> table = new ArrayList<>();
        for (Line line : pins.kit(kit)) {
            Levels levels = line.levels();
            table.add(List.of(
                    Integer.toString(line.bcm()),
                    Integer.toString(line.pin()),
                    line.function(),
                    line.role(),
                    line.kinds().isEmpty() ? "-" : String.join(", ", line.kinds()),
                    levels.active(),
                    levels.pull(),
                    levels.debounceMs(),
                    line.note()));
        }

        assertEquals(table, rows("hardware/wiring-" + kit.toLowerCase(Locale.ROOT) + ".md", "BCM"));
    }

    @Test
    void theTableOfKindsSaysWhatThePinMapSays() throws IOException {
        Map<String, Levels> table = new TreeMap<>();
        for (List<String> row : rows("hardware/wiring-s.md", "Kind")) {
            table.put(row.get(0), new Levels(row.get(1), row.get(2), row.get(3)));
        }

        assertEquals(pins.kinds(), table);
    }

    @Test
    void theManualAndThePictureNameThePinsOfTheHeader() throws IOException {
        assertEquals(List.of(4, 17, 27, 22, 5, 6, 26), pinsNamed("hardware/README.md", "(?<pin>\\d+) \\(BCM (?<bcm>\\d+)\\)"));
        assertEquals(List.of(4, 17, 27, 22, 26, 5, 6), pinsNamed("hardware/wiring-s.svg", "BCM (?<bcm>\\d+), pin (?<pin>\\d+)"));
    }

    /// The BCM numbers that a file names together with their pins.
    private List<Integer> pinsNamed(String file, String form) throws IOException {
        return Pattern.compile(form).matcher(Files.readString(ROOT.resolve(file))).results().map(hit -> {
            int bcm = Integer.parseInt(hit.group("bcm"));
            assertEquals(pins.line("S", bcm).pin(), Integer.parseInt(hit.group("pin")), file + ": pin of BCM " + bcm);
            return bcm;
        }).toList();
    }

    /// The sensors of the site file, each without its braces.
    private static Set<String> claimed() throws IOException {
        return Files.readAllLines(ROOT.resolve("hardware/riva.site.yaml")).stream()
                .filter(line -> line.startsWith("  - {sensor: "))
                .map(line -> line.replace("  - {", "").replace("}", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void theSiteFileOfTheKitClaimsTheSensorsOfTheExample() throws IOException {
        GatewayConfig example = config(Files.readString(EXAMPLE), new ArrayList<>()).orElseThrow();

        assertEquals(
                example.sensors().stream()
                        .map(wired -> "sensor: %s, gateway: %s, kind: %s".formatted(wired.sensor(), example.gateway(), wired.kind().text()))
                        .collect(Collectors.toSet()),
                claimed());
    }

    @Test
    void everyPartHasANumberAndAPriceOfWhichTheLowerComesFirst() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("hardware/bom.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] part = line.split(",", -1);
            assertEquals(7, part.length, line);
            assertTrue(Set.of("S", "M").contains(part[0]) && Integer.parseInt(part[2]) >= 1, line);
            assertTrue(0 < Double.parseDouble(part[3]) && Double.parseDouble(part[3]) <= Double.parseDouble(part[4]), line);
        }
    }

    @Test
    void thePartsOfTheManualAreThoseOfTheList() throws IOException {
        List<List<String>> parts = Files.readAllLines(ROOT.resolve("hardware/bom.csv")).stream()
                .filter(line -> line.startsWith("S,"))
                .map(line -> line.split(",", -1))
                .map(part -> List.of(part[1], part[2], part[3].equals(part[4]) ? part[3] : part[3] + "-" + part[4]))
                .toList();

        assertEquals(parts, rows("hardware/README.md", "Part"));
    }

    /// The rows below the heading of the first table whose first column is so named.
    private static List<List<String>> rows(String file, String firstColumn) throws IOException {
        return Files.readAllLines(ROOT.resolve(file)).stream()
                .dropWhile(line -> !line.startsWith("| " + firstColumn + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList())
                .map(cells -> cells.subList(0, cells.size() - 1))
                .toList();
    }

    private static Levels levels(SensorWiring sensor) {
        return new Levels(
                sensor.active().name().toLowerCase(Locale.ROOT),
                sensor.pull().name().toLowerCase(Locale.ROOT),
                Long.toString(sensor.stable().toMillis()));
    }

    private static String oneDeskOn(int bcm) {
        return """
                site: riva
                gateway: gw-1
                mqtt: {url: "mqtt://127.0.0.1:1883"}
                data: data
                inputs: pi4j
                wiring:
                  revision: 1
                  sensors:
                    - {sensor: desk-01-pir, kind: pir, gpio: %d, active: high, pull: none, debounceMs: 20}
                """.formatted(bcm);
    }

    private Optional<GatewayConfig> config(String text, List<String> mistakes) throws IOException {
        return GatewayConfig.read(Files.writeString(folder.resolve("gateway.yaml"), text), mistakes::add);
    }
}
