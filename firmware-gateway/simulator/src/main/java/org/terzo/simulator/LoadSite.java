package org.terzo.simulator;

import java.util.Locale;
import org.terzo.wire.SiteId;

/// The site whose sensors a load plays: radars, the first of which watch a desk each.
record LoadSite(SiteId site, int gateways, int sensors, int desks) {
    String text() {
        int columns = (int) Math.ceil(Math.sqrt(desks));
        int rows = Math.ceilDiv(desks, columns);
        StringBuilder text = new StringBuilder(head(2 * columns, 2 * rows));
        for (int desk = 0; desk < desks; desk++) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - {desk: d-%d, zone: hall, label: \"%d\", at: [%d.0, %d.0], sensors: [%s], assigned: false}%n",
                    desk + 1,
                    desk + 1,
                    2 * (desk % columns) + 1,
                    2 * (desk / columns) + 1,
                    LoadPlan.sensor(desk / sensors, desk % sensors)));
        }
        text.append("sensors:\n");
        for (int gateway = 0; gateway < gateways; gateway++) {
            for (int sensor = 0; sensor < sensors; sensor++) {
                text.append(String.format(
                        Locale.ROOT,
                        "  - {sensor: %s, gateway: %s, kind: radar}%n",
                        LoadPlan.sensor(gateway, sensor),
                        LoadPlan.gateway(gateway)));
            }
        }
        return text.toString();
    }

    private String head(int width, int height) {
        return String.format(
                Locale.ROOT,
                """
                site: %1$s
                revision: 1
                name: Load
                country: IT
                nuts3: ITC33
                degurba: 1
                timeZone: Europe/Rome
                languages: [en]
                operator: {id: load, kind: cooperative}
                openingHours: "24/7"
                capacity: %2$d
                plan: {width: %3$d.0, height: %4$d.0}
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: %2$d, public: true, outline: [[0,0],[%3$d,0],[%3$d,%4$d],[0,%4$d]]}
                desks:
                """,
                site,
                desks,
                width,
                height);
    }
}
