package org.terzo.gateway.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `hardware/pinmap.yaml`: which line of the header does what.
record PinMap(Map<String, Levels> kinds, Map<String, List<Line>> kits) {

    /// How a kind of sensor drives its line, in the words of the gateway file.
    record Levels(String active, String pull, String debounceMs) {}

    /// One line of the header; `-` stands for what an output or a reserved line does not have.
    record Line(int bcm, int pin, String function, String role, List<String> kinds, Levels levels, String note) {
        boolean isInput() {
            return role.equals("input");
        }

        boolean isReserved() {
            return role.equals("reserved");
        }
    }

    static PinMap read(Path file) throws IOException {
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        Map<String, Levels> kinds = new TreeMap<>();
        Map<String, List<Line>> kits = new TreeMap<>();
        map(member(tree, "kinds")).forEach((kind, levels) -> kinds.put(text(kind), levels(levels)));
        map(member(tree, "kits")).forEach((kit, lines) -> kits.put(text(kit), list(lines).stream().map(PinMap::line).toList()));
        return new PinMap(kinds, kits);
    }

    List<Line> kit(String name) {
        return Optional.ofNullable(kits.get(name)).orElseThrow();
    }

    Line line(String kit, int bcm) {
        return kit(kit).stream().filter(line -> line.bcm() == bcm).findFirst().orElseThrow(() -> new AssertionError("kit " + kit + " has no BCM " + bcm));
    }

    /// What the gateway file must say of a sensor of this kind on this line.
    Levels levelsOf(Line line, String kind) {
        return line.levels().active().equals("sensor") ? Optional.ofNullable(kinds.get(kind)).orElseThrow() : line.levels();
    }

    private static Line line(Object line) {
        return new Line(
                Integer.parseInt(text(member(line, "bcm"))),
                Integer.parseInt(text(member(line, "pin"))),
                text(member(line, "function")),
                text(member(line, "role")),
                list(map(line).containsKey("kinds") ? member(line, "kinds") : List.of()).stream().map(PinMap::text).toList(),
                levels(line),
                text(member(line, "note")));
    }

    private static Levels levels(Object map) {
        return new Levels(orDash(map, "active"), orDash(map, "pull"), orDash(map, "debounceMs"));
    }

    private static String orDash(Object map, String member) {
        return map(map).containsKey(member) ? text(member(map, member)) : "-";
    }

    static Object member(Object map, String name) {
        return Objects.requireNonNull(map(map).get(name), () -> name + " is missing in " + map);
    }

    static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    static List<?> list(Object value) {
        return (List<?>) value;
    }

    static String text(Object value) {
        return String.valueOf(value);
    }
}
