package org.terzo.simulator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.site.SimulatedSite.ZoneKind;
import org.terzo.wire.ZoneId;

class SiteReaderTest {
    private final List<String> mistakes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"riva", "molo", "salle-pir"})
    void theSitesOfTheDemoAreRead(String site) {
        Optional<SimulatedSite> read = SiteReader.read(Path.of("../../hub/src/demo/sites", site + ".site.yaml"), mistakes::add);

        assertEquals(List.of(), mistakes);
        assertEquals(site, read.orElseThrow().id().value());
        assertFalse(read.orElseThrow().desks().isEmpty());
    }

    @Test
    void whatMattersToPeopleAndSensorsIsRead() {
        SimulatedSite site = Sites.office(6);

        assertEquals(6, site.desks().size());
        assertEquals(10, site.zones(ZoneKind.DESKS).getFirst().capacity());
        assertEquals(Optional.empty(), site.doors().getFirst().from());
        assertEquals(ZoneId.parse("hall"), site.doors().getFirst().to());
        assertTrue(site.doors().getFirst().isOuter());
        assertEquals(List.of("pir-1", "pir-4", "pir-6", "booth-pir"), site.sensorsOf(SensorKind.PIR).stream().map(sensor -> sensor.id().value()).toList());
        assertEquals(List.of("gw-1", "gw-2"), site.gateways().stream().map(Object::toString).toList());
    }

    @Test
    void aSensorMayRepeatItself() {
        SimulatedSite site = Sites.officeAnd(1, ", slow", "  - {sensor: slow, gateway: gw-1, kind: radar, reportSeconds: 30}\n");

        assertEquals(Optional.of(Duration.ofSeconds(30)), site.sensors().getLast().repeats());
    }

    @Test
    void everyMistakeIsListedWithItsLineAndPlace() {
        SiteReader.parse(
                """
                site: Riva!
                timeZone: Europe/Nowhere
                openingHours: "whenever"
                zones:
                  - {zone: hall, kind: garden}
                desks:
                  - {desk: d-1, zone: attic, sensors: [nobody]}
                doors:
                  - {door: main, from: outside}
                """,
                mistakes::add);

        assertEquals(
                List.of(
                        "1: site: 'Riva!', expected an id of a-z, 0-9 and inner '-'",
                        "1: capacity: is missing, expected a whole number of people",
                        "5: zones[0].kind: 'garden', expected desks, room or lobby",
                        "7: desks[0].zone: 'attic', expected a zone of this site",
                        "7: desks[0].sensors: 'nobody', expected a sensor of this site",
                        "9: doors[0].to: is missing, expected a zone of this site or outside",
                        "2: timeZone: 'Europe/Nowhere', expected a zone such as Europe/Rome",
                        "3: openingHours: 'whenever', expected rules of months, dates, weekdays, PH, times, off or 24/7, with ';' between them"),
                mistakes);
    }

    @Test
    void aFileThatIsNoYamlIsRefused() {
        assertEquals(Optional.empty(), SiteReader.parse("- a\n- list", mistakes::add));
        assertEquals(Optional.empty(), SiteReader.parse("{", mistakes::add));
        assertEquals(Optional.empty(), SiteReader.read(Path.of("nowhere.site.yaml"), mistakes::add));
        assertEquals(3, mistakes.size());
    }
}
