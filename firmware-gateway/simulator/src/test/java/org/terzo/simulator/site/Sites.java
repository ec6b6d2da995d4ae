package org.terzo.simulator.site;

import java.util.List;
import java.util.Locale;
import org.terzo.gateway.sensor.SensorKind;

/// Sites to simulate.
public final class Sites {
    private static final List<SensorKind> KINDS = List.of(SensorKind.PIR, SensorKind.RADAR, SensorKind.MAT, SensorKind.PIR, SensorKind.SEAT);

    private Sites() {}

    /// Open on working days; desks with one sensor each, a booth with a contact, a meeting room behind a counted door.
    public static SimulatedSite office(int desks) {
        return read(text(desks, "Mo-Fr 08:30-19:30; PH off", "", ""));
    }

    /// The same with something more.
    ///
    /// @param sensors of the booth, each after a comma
    /// @param lines of the sensors, each with its end of line
    public static SimulatedSite officeAnd(int desks, String sensors, String lines) {
        return read(text(desks, "Mo-Fr 08:30-19:30; PH off", sensors, lines));
    }

    public static SimulatedSite openAllHours(int desks) {
        return read(text(desks, "24/7", "", ""));
    }

    public static SimulatedSite read(String yaml) {
        return SiteReader.parse(yaml, mistake -> {
            throw new AssertionError(mistake);
        }).orElseThrow();
    }

    public static String text(int desks, String hours, String sensors, String lines) {
        StringBuilder yaml = new StringBuilder(
                """
                site: test
                timeZone: Europe/Rome
                openingHours: "%1$s"
                capacity: %2$s
                zones:
                  - {zone: hall, kind: desks, capacity: %3$s}
                  - {zone: booth, kind: room, capacity: 2, sensors: [booth-pir, booth-reed%4$s]}
                  - {zone: meet, kind: room, capacity: 6, sensors: [meet-radar, air]}
                doors:
                  - {door: main, from: outside, to: hall, at: [0, 3], sensors: [door-main]}
                  - {door: meet, from: hall, to: meet, at: [9, 3], sensors: [door-meet, meet-reed]}
                desks:
                """
                        .formatted(hours, Integer.toString(2 * desks), Integer.toString(desks + 4), sensors));
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < desks; i++) {
            String kind = KINDS.get(i % KINDS.size()).text();
            int row = i / 10;
            yaml.append(String.format(
                    Locale.ROOT, "  - {desk: d-%d, zone: hall, at: [%.1f, %.1f], sensors: [%s-%d]}%n", i + 1, 1.5 + i % 10 * 2.3, 1.5 + row * 2.3, kind, i + 1));
            kinds.append(String.format(Locale.ROOT, "  - {sensor: %s-%d, gateway: gw-%d, kind: %s}%n", kind, i + 1, i % 2 + 1, kind));
        }
        return yaml.append("sensors:\n").append(kinds).append(
                """
                  - {sensor: booth-pir, gateway: gw-1, kind: pir}
                  - {sensor: booth-reed, gateway: gw-1, kind: reed}
                  - {sensor: meet-radar, gateway: gw-1, kind: radar}
                  - {sensor: meet-reed, gateway: gw-1, kind: reed}
                  - {sensor: air, gateway: gw-1, kind: scd41}
                  - {sensor: door-main, gateway: gw-2, kind: beam-pair}
                  - {sensor: door-meet, gateway: gw-1, kind: tof-counter}
                """).append(lines).toString();
    }
}
