package org.terzo.hub.accuracy;

import java.util.List;
import java.util.Locale;

/// Site files for simulated days.
final class Offices {
    private static final List<String> KINDS = List.of("pir", "radar", "mat", "pir", "seat");

    private Offices() {}

    /// Closed at night and at weekends: desks of every kind, a booth with a contact, a meeting room behind a counted door.
    static String mixed(int desks) {
        return office(desks, "Mo-Fr 08:30-19:30");
    }

    /// The same, never closed.
    static String open(int desks) {
        return office(desks, "24/7");
    }

    /// Closed in August besides.
    static String closedInAugust(int desks) {
        return mixed(desks).replace("capacity: " + 2 * desks + "\n", "capacity: " + 2 * desks + "\nclosures:\n  - {from: 2026-08-01, to: 2026-08-31}\n");
    }

    /// The same with doors alone.
    static String withoutSensors(String office) {
        return office.replaceAll("(?m)(- .desk: .*)sensors: \\[[^]]*]", "$1sensors: []").replaceAll("(?m)^  - .sensor: (pir|radar|mat|seat)-.*\n", "");
    }

    private static String office(int desks, String hours) {
        StringBuilder yaml = new StringBuilder(
                """
                site: office
                revision: 1
                name: Office
                country: IT
                timeZone: Europe/Rome
                languages: [en]
                openingHours: "%s"
                capacity: %d
                plan: {width: 30, height: 30}
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: %d, public: true, outline: [[0, 0], [25, 0], [25, 30], [0, 30]]}
                  - {zone: booth, name: Booth, kind: room, capacity: 2, sensors: [booth-pir, booth-reed], outline: [[25, 0], [27, 0], [27, 2], [25, 2]]}
                  - {zone: meet, name: Meeting, kind: room, capacity: 6, sensors: [meet-radar, meet-reed], outline: [[25, 2], [30, 2], [30, 8], [25, 8]]}
                doors:
                  - {door: main, from: outside, to: hall, at: [0, 3], sensors: [door-main]}
                  - {door: meet, from: hall, to: meet, at: [9, 3], sensors: [door-meet]}
                desks:
                """
                        .formatted(hours, 2 * desks, desks + 4));
        StringBuilder sensors = new StringBuilder();
        for (int i = 0; i < desks; i++) {
            String kind = KINDS.get(i % KINDS.size());
            yaml.append(String.format(Locale.ROOT, "  - {desk: d-%d, zone: hall, label: \"%d\", at: [%.1f, %.1f], sensors: [%s-%d]}%n",
                    i + 1, i + 1, 1.5 + i % 10 * 2.3, 1.5 + Math.floorDiv(i, 10) * 2.3, kind, i + 1));
            sensors.append(String.format(Locale.ROOT, "  - {sensor: %s-%d, gateway: gw-%d, kind: %s}%n", kind, i + 1, i % 2 + 1, kind));
        }
        return yaml.append("sensors:\n").append(sensors).append(
                """
                  - {sensor: booth-pir, gateway: gw-1, kind: pir}
                  - {sensor: booth-reed, gateway: gw-1, kind: reed}
                  - {sensor: meet-radar, gateway: gw-1, kind: radar}
                  - {sensor: meet-reed, gateway: gw-1, kind: reed}
                  - {sensor: door-main, gateway: gw-2, kind: beam-pair}
                  - {sensor: door-meet, gateway: gw-1, kind: tof-counter}
                """).toString();
    }
}
