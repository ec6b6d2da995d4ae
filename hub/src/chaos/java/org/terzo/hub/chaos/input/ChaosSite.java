package org.terzo.hub.chaos.input;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// The site of a run: four gateways, each with desks and a door of its own, one hall that all doors count for, and two desks that
/// neighbouring gateways share.
public final class ChaosSite {
    public static final String NAME = "chaos";
    public static final int GATEWAYS = 4;
    public static final String HALL = "hall";
    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final Duration ALIVE = Duration.ofMinutes(5);
    private static final int RADARS = 6;
    private static final double FLIP = 0.05;

    private ChaosSite() {}

    public static String gateway(int number) {
        return "gw-" + number;
    }

    /// What gateway `number` sees.
    ///
    /// @param step between two observations, on average
    public static Feed feed(int number, long seed, int observations, Duration step) {
        Random random = new Random(seed * 31 + number);
        List<Sensor> sensors = sensors(number);
        List<Row> rows = new ArrayList<>();
        long start = START.toEpochMilli() + number;
        long alive = start + ALIVE.toMillis();
        for (int i = 0; i < observations; i++) {
            long at = start + i * step.toMillis() + 1 + random.nextLong(step.toMillis() - 1);
            while (alive <= at) {
                rows.add(watched(alive));
                alive += ALIVE.toMillis();
            }
            if (at != alive - ALIVE.toMillis()) {
                Sensor sensor = sensors.get(random.nextInt(sensors.size()));
                rows.add(new Row(at, sensor.name, sensor.reading, sensor.next(random)));
            }
        }
        rows.add(watched(alive));
        return new Feed(gateway(number), rows);
    }

    private static Row watched(long at) {
        return new Row(at, "", "alive_s", Long.toString(ALIVE.toSeconds()));
    }

    private static List<Sensor> sensors(int number) {
        List<Sensor> sensors = new ArrayList<>();
        IntStream.rangeClosed(1, RADARS).forEach(radar -> sensors.add(new Sensor(radar(number, radar), "presence")));
        sensors.add(new Sensor(pir(number), "motion"));
        sensors.add(new Sensor(door(number), "passage"));
        return sensors;
    }

    private static String radar(int gateway, int radar) {
        return "radar-%d-%d".formatted(gateway, radar);
    }

    private static String pir(int gateway) {
        return "pir-" + gateway;
    }

    private static String door(int gateway) {
        return "door-" + gateway;
    }

    /// The wiring of a gateway, a sensor a line, as in its file.
    public static List<String> wiring(int gateway) {
        List<String> lines = new ArrayList<>();
        IntStream.rangeClosed(1, RADARS).forEach(radar -> lines.add("sensor: %s, kind: radar, gpio: %d, active: high".formatted(radar(gateway, radar), 15 + radar)));
        lines.add("sensor: %s, kind: pir, gpio: 27, active: high, pull: none".formatted(pir(gateway)));
        lines.add("sensor: %s, kind: beam-pair, gpio: 5, gpioB: 6, active: low, pull: up".formatted(door(gateway)));
        return lines;
    }

    /// The site file.
    public static String yaml() {
        StringBuilder site = new StringBuilder(
                """
                site: chaos
                revision: 1
                name: Chaos
                country: IT
                timeZone: Europe/Rome
                languages: [it]
                openingHours: "24/7"
                capacity: 200
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: 200, public: true}
                desks:
                """);
        for (int gateway = 1; gateway <= GATEWAYS; gateway++) {
            for (int radar = 1; radar <= RADARS; radar++) {
                String more = radar == 1 ? ", " + pir(gateway % GATEWAYS + 1) : ""; // one desk is seen by the next gateway too
                site.append("  - {desk: d-%d-%d, zone: hall, label: \"%d-%d\", sensors: [%s%s]}%n".formatted(gateway, radar, gateway, radar, radar(gateway, radar), more));
            }
        }
        site.append("doors:\n");
        IntStream.rangeClosed(1, GATEWAYS).forEach(each -> site.append("  - {door: door-%d, from: outside, to: hall, sensors: [%s]}%n".formatted(each, door(each))));
        site.append("sensors:\n");
        for (int gateway = 1; gateway <= GATEWAYS; gateway++) {
            for (Sensor sensor : sensors(gateway)) {
                site.append("  - {sensor: %s, gateway: %s, kind: %s}%n".formatted(sensor.name, gateway(gateway), sensor.kind()));
            }
        }
        return site.toString();
    }

    /// A sensor while its readings are made up.
    private static final class Sensor {
        private final String name;
        private final String reading;
        private boolean level;
        private int inside;

        Sensor(String name, String reading) {
            this.name = name;
            this.reading = reading;
        }

        String kind() {
            return switch (reading) {
                case "presence" -> "radar";
                case "motion" -> "pir";
                default -> "beam-pair";
            };
        }

        String next(Random random) {
            if (reading.equals("passage")) {
                boolean in = inside == 0 || random.nextInt(100) < 50;
                inside += in ? 1 : -1;
                return in ? "in" : "out";
            }
            level = random.nextDouble() < FLIP ? !level : level;
            return Boolean.toString(level);
        }
    }
}
