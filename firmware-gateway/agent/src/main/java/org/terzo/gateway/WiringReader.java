package org.terzo.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.gateway.sensor.SensorKind.Connection;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.gateway.sensor.SensorWiring.Active;
import org.terzo.gateway.sensor.SensorWiring.BusAddress;
import org.terzo.gateway.sensor.SensorWiring.Pull;
import org.terzo.wire.SensorId;

/// Reads `wiring.sensors`: each sensor by itself, and what no two of them may share.
final class WiringReader {
    static final Set<String> MEMBERS = Set.of("sensor", "kind", "gpio", "gpioB", "active", "pull", "debounceMs", "i2c", "everySeconds");
    private static final int HIGHEST_GPIO = 27;
    private static final int LONGEST_DEBOUNCE_MS = 5_000;
    private static final int USUAL_DEBOUNCE_MS = 20;
    private static final Map<Integer, String> RESERVED = Map.of(
            0, "the HAT's EEPROM", 1, "the HAT's EEPROM", 2, "I2C", 3, "I2C", 14, "the serial port", 15, "the serial port");
    private static final int FIRST_SPI = 7;
    private static final int LAST_SPI = 11;

    private final boolean opensPins;
    private final Mistakes mistakes;
    private final MemberReader members;
    private final Map<String, Integer> lineOfSensor = new HashMap<>();
    private final Map<Integer, String> sensorOfPin = new HashMap<>();
    private final Map<BusAddress, String> sensorOfAddress = new HashMap<>();

    /// @param opensPins true when this very board's pins are read
    WiringReader(boolean opensPins, Mistakes mistakes) {
        this.opensPins = opensPins;
        this.mistakes = mistakes;
        this.members = new MemberReader(mistakes);
    }

    List<SensorWiring> read(List<YamlMap> sensors) {
        List<SensorWiring> read = new ArrayList<>();
        sensors.forEach(sensor -> sensor(sensor).ifPresent(read::add));
        return read;
    }

    private Optional<SensorWiring> sensor(YamlMap map) {
        Optional<SensorId> id = members.parsed(map, "sensor", members.required(map, "sensor"), SensorId::parse, "1 to 32 of a-z, 0-9 and inner '-'");
        id.ifPresent(sensor -> refuseTwice(map, sensor));
        Optional<SensorKind> kind = members.parsed(map, "kind", members.required(map, "kind"), SensorKind::parse, "one of " + SensorKind.all());
        Optional<Active> active = word(map, "active", Active.values());
        Optional<Pull> pull = word(map, "pull", Pull.values());
        OptionalInt debounce = members.number(map, "debounceMs", 0, LONGEST_DEBOUNCE_MS);
        OptionalInt every = members.number(map, "everySeconds", 5, 86_400);
        List<Integer> lines = lines(map);
        Optional<BusAddress> bus = map.map("i2c", Set.of("bus", "address")).flatMap(place -> bus(map, place));
        kind.ifPresent(known -> checkConnection(map, known));
        return id.flatMap(sensor -> kind.map(known -> new SensorWiring(
                sensor,
                known,
                lines,
                active.orElse(Active.HIGH),
                pull.orElse(Pull.NONE),
                Duration.ofMillis(debounce.orElse(known == SensorKind.BEAM_PAIR ? 0 : USUAL_DEBOUNCE_MS)),
                bus,
                Duration.ofSeconds(every.orElse(60)))));
    }

    private void refuseTwice(YamlMap map, SensorId sensor) {
        Optional<Integer> before = Optional.ofNullable(lineOfSensor.putIfAbsent(sensor.value(), map.line()));
        before.ifPresent(line -> mistakes.add(map.line(), sensor.value(), "is wired a second time; first in line " + line));
    }

    private <E extends Enum<E>> Optional<E> word(YamlMap map, String member, E[] words) {
        List<String> known = List.of(words).stream().map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
        return members.parsed(
                map,
                member,
                map.text(member),
                text -> known.contains(text) ? Optional.of(words[known.indexOf(text)]) : Optional.empty(),
                "one of " + String.join(", ", known));
    }

    private List<Integer> lines(YamlMap map) {
        List<Integer> lines = new ArrayList<>();
        for (String member : List.of("gpio", "gpioB")) {
            members.number(map, member, 0, HIGHEST_GPIO).ifPresent(pin -> {
                checkPin(map, member, pin);
                lines.add(pin);
            });
        }
        return lines;
    }

    private void checkPin(YamlMap map, String member, int pin) {
        Optional<String> use = pin >= FIRST_SPI && pin <= LAST_SPI ? Optional.of("SPI") : Optional.ofNullable(RESERVED.get(pin));
        use.ifPresent(what -> mistakes.add(map.line(member), map.name(), "%s %d is reserved for %s".formatted(member, pin, what)));
        Optional<String> before = Optional.ofNullable(sensorOfPin.putIfAbsent(pin, map.name()));
        before.ifPresent(other -> mistakes.add(map.line(member), map.name(), "%s %d is used by %s already".formatted(member, pin, other)));
    }

    private Optional<BusAddress> bus(YamlMap sensor, YamlMap place) {
        List.of("bus", "address").stream().filter(member -> !place.has(member)).forEach(member -> members.missing(place, member));
        OptionalInt bus = members.number(place, "bus", 0, 20);
        OptionalInt address = members.number(place, "address", 0x08, 0x77);
        if (bus.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        BusAddress read = new BusAddress(bus.getAsInt(), address.getAsInt());
        Optional<String> before = Optional.ofNullable(sensorOfAddress.putIfAbsent(read, sensor.name()));
        before.ifPresent(other -> mistakes.add(
                place.line("address"), sensor.name(), String.format(Locale.ROOT, "i2c address 0x%02x is used by %s already", read.address(), other)));
        return Optional.of(read);
    }

    private void checkConnection(YamlMap map, SensorKind kind) {
        String name = kind.text();
        switch (kind.connection()) {
            case LINE -> {
                need(map, name, "gpio");
                refuse(map, name, "gpioB", "i2c", "everySeconds");
            }
            case LINE_PAIR -> {
                need(map, name, "gpio");
                need(map, name, "gpioB");
                refuse(map, name, "i2c", "everySeconds");
            }
            case BUS -> {
                need(map, name, "i2c");
                refuse(map, name, "gpioB", "active", "pull", "debounceMs");
                if (kind == SensorKind.SCD41) {
                    refuse(map, name, "gpio");
                }
            }
        }
        if (opensPins && kind.connection() == Connection.BUS) {
            mistakes.add(map.line("kind"), map.name(), "kind %s cannot be read with inputs: pi4j in this version; recorded and simulated inputs can".formatted(name));
        }
    }

    /// Without pins to open, a sensor may stand without any wiring; half a wiring is a mistake all the same.
    private void need(YamlMap map, String kind, String member) {
        boolean wired = map.has("gpio") || map.has("gpioB") || map.has("i2c");
        if (!map.has(member) && (opensPins || wired)) {
            mistakes.add(map.line(), map.name(), "%s needs %s".formatted(kind, member));
        }
    }

    private void refuse(YamlMap map, String kind, String... unfitting) {
        for (String member : unfitting) {
            if (map.has(member)) {
                mistakes.add(map.line(member), map.name(), "%s has no %s".formatted(kind, member));
            }
        }
    }
}
