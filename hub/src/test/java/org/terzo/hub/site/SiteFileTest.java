package org.terzo.hub.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

final class SiteFileTest {
    private static final String YAML_SIGNS = " \n\t:[]{},&*'\"!-?|>%@`#0\\";
    private static final String HEAD = "site: riva\nrevision: 1\nname: Riva\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 60\n";

    @Test
    void theExampleIsRead() throws IOException {
        Site site = read(example());

        assertEquals(4, site.revision());
        assertEquals(Optional.of("ITC33"), site.nuts3());
        assertEquals(LocalDate.parse("2027-01-06"), site.closures().getFirst().to());
        assertEquals(new Site.Point(3.2, 4.5), site.desk(new DeskId("d-07")).orElseThrow().at().orElseThrow());
        assertEquals(Site.ZoneKind.ROOM, site.zone(new ZoneId("booth-1")).orElseThrow().kind());
        assertEquals(Site.SensorKind.BEAM_PAIR, site.sensor(new SensorId("door-main")).orElseThrow().kind());
        assertEquals(Optional.empty(), site.doors().getFirst().from());
    }

    @Test
    void whatIsWrittenReadsAsTheSameSite() throws IOException {
        Site site = read(example());

        assertEquals(site, read(SiteYaml.write(site)));
        assertEquals(SiteYaml.write(site), SiteYaml.write(read(SiteYaml.write(site))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "~", "- a", "a: b", "a # b", "it's \"so\"", "{x}", "Ćevabdžinica 1", " inner  ", "back\\slash", "\u2028 line", "\ud83c\udf0a", "12", "true", "-"})
    void anyNameSurvivesWriting(String name) {
        Site plain = read(HEAD + "zones: [{zone: z, name: Z, kind: lobby}]\n");
        Site named = new Site(
                plain.id(), 1, name, "IT", Optional.empty(), Optional.empty(), plain.timeZone(), List.of(), Optional.of(new Site.Operator(name, name)),
                Optional.empty(), List.of(), List.of(), 60, Optional.empty(), Optional.empty(), plain.zones(), List.of(), List.of(), List.of());

        assertEquals(named, read(SiteYaml.write(named)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"salle-pir", "riva", "molo"})
    void theDemosSitesAreValidAndTheirDesksStandInTheirZones(String name) throws IOException {
        Site site = read(Files.readString(Path.of("src/demo/sites").resolve(name + ".site.yaml")));

        assertEquals(site, read(SiteYaml.write(site)));
        assertTrue(site.plan().isPresent() && !site.desks().isEmpty());
        for (Site.Desk desk : site.desks()) {
            Site.Zone zone = site.zone(desk.zone()).orElseThrow();
            assertTrue(isInside(desk.at().orElseThrow(), zone.outline()), desk.id() + " stands outside " + zone.id());
            assertFalse(desk.sensors().isEmpty(), desk.id() + " has no sensor");
        }
    }

    @Test
    void tenMistakesAreListedEachWithItsLine() {
        String yaml = """
                site: riva
                revision: 0
                name: Riva
                country: XX
                timeZone: Europe/Roma
                openingHours: "week 1-10 Mo 08:00-10:00"
                capacity: 60
                plan: {width: 10, height: 10}
                colour: blue
                closures:
                  - {from: 2026-12-24, to: 2026-12-23}
                zones:
                  - {zone: open-space, name: Sala, kind: desks}
                desks:
                  - {desk: d-1, zone: opn-space, sensors: [s-1]}
                  - {desk: d-2, zone: open-space, at: [11, 2], sensors: [s-1]}
                doors:
                  - {door: main, from: outside, to: outside}
                sensors:
                  - {sensor: s-1, gateway: gw-1, kind: pir}
                """;

        assertEquals(
                List.of(
                        "riva.site.yaml:2: revision: '0', expected a whole number from 1",
                        "riva.site.yaml:4: country: 'XX', expected two letters, ISO 3166",
                        "riva.site.yaml:5: timeZone: 'Europe/Roma', expected a zone such as Europe/Rome",
                        "riva.site.yaml:6: openingHours: 'week 1-10 Mo 08:00-10:00', expected opening hours in OpenStreetMap syntax: weeks are not evaluated",
                        "riva.site.yaml:9: colour: 'colour', expected no member of this name",
                        "riva.site.yaml:11: closures[0].to: '2026-12-23', expected a date not before from",
                        "riva.site.yaml:15: desks[0].zone: 'opn-space', expected a zone of this site",
                        "riva.site.yaml:16: desks[1].at: '[11, 2]', expected a point inside the plan",
                        "riva.site.yaml:16: desks[1].sensors: 's-1', expected a sensor that stands nowhere else",
                        "riva.site.yaml:18: doors[0].to: 'outside', expected another place than from"),
                mistakes(yaml).stream().map(each -> each.text("riva.site.yaml")).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nuts3: FR101                                                         | nuts3
            degurba: 4                                                           | degurba
            languages: [it, eng]                                                 | languages[1]
            publication: {level: 6, signedBy: x, from: 2026-01-01}               | publication.level
            openings: [{date: 2026-01-01, from: "16:00", to: "10:00"}]           | openings[0].to
            openings: [{date: 2026-02-30, from: "10:00", to: "16:00"}]           | openings[0].date
            plan: {width: 0, height: 3}                                          | plan.width
            zones: [{zone: z, name: Z, kind: desks, outline: [[0, 0], [1, 1]]}]  | zones[0].outline
            zones: [{zone: z, name: Z, kind: desk}]                              | zones[0].kind
            zones: [{zone: z, name: Z, kind: desks, sensors: [s]}]               | zones[0].sensors
            zones: [{zone: z, name: ~, kind: desks}]                             | zones[0].name
            desks: [d-1]                                                         | desks[0]
            desks: {}                                                            | desks
            desks: [{desk: d-1}]                                                 | desks[0].zone
            sensors: [{sensor: s, gateway: desk, kind: pir}]                     | sensors[0].gateway
            sensors: [{sensor: s, gateway: gw, kind: pir, reportSeconds: 3601}]  | sensors[0].reportSeconds
            sensors: [{sensor: S!, gateway: gw, kind: pir}]                      | sensors[0].sensor
            capacity: 3                                                          | capacity
            """)
    void oneMistakeIsOneMistake(String line, String place) {
        assertEquals(List.of(place), mistakes(HEAD + line + "\n").stream().map(SiteFile.Mistake::place).toList());
    }

    @Test
    void twoBadIdsAreNoDuplicate() {
        List<SiteFile.Mistake> mistakes = mistakes(HEAD + "sensors:\n  - {sensor: A, gateway: gw, kind: pir}\n  - {sensor: B, gateway: gw, kind: pir}\n");

        assertEquals(List.of(8, 9), mistakes.stream().map(SiteFile.Mistake::line).toList());
    }

    @Test
    void aDateOfServiceIsTheSitesMidnight() {
        Site site = read(HEAD + "zones: [{zone: z, name: Z, kind: desks}]\n"
                + "desks: [{desk: d, zone: z, serviceFrom: 2026-07-01, serviceTo: 2026-12-01T08:00:00Z}]\n");

        assertEquals(Optional.of(Instant.parse("2026-06-30T22:00:00Z")), site.desks().getFirst().serviceFrom());
        assertEquals(Optional.of(Instant.parse("2026-12-01T08:00:00Z")), site.desks().getFirst().serviceTo());
    }

    @Test
    void anAliasBombIsRefused() {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";

        assertEquals(1, mistakes(HEAD + bomb).size());
        assertEquals("file", mistakes(HEAD + bomb).getFirst().place());
    }

    @Test
    void aMistakeIsOneLineHoweverLongItsValue() {
        String line = mistakes(HEAD + "degurba: \"" + "x\\n".repeat(500) + "\"\n").getFirst().text("riva.site.yaml");

        assertEquals(1, line.lines().count());
        assertTrue(line.length() < 200, line);
    }

    @Test
    void aFileThatIsTooLargeOrNoTextIsRefused(@TempDir Path folder) throws IOException {
        Path large = Files.write(folder.resolve("large.site.yaml"), new byte[1024 * 1024 + 1]);
        Path binary = Files.write(folder.resolve("binary.site.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertEquals(List.of("large.site.yaml:1: file: '1048577 bytes', expected at most 1048576"), SiteFile.check(large));
        assertEquals(List.of("binary.site.yaml:1: file: 'bytes that are no UTF-8', expected UTF-8"), SiteFile.check(binary));
    }

    @Test
    void noMutationOfTheExampleDoesMoreThanBeRefused() throws IOException {
        long seed = 20261124;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] example = example().getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            String yaml = new String(mutated(example, random), StandardCharsets.UTF_8);
            switch (SiteFile.read(yaml)) {
                case SiteFile.Result.Read(Site site) -> assertEquals(site, read(SiteYaml.write(site)));
                case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> {
                    refused++;
                    assertFalse(mistakes.isEmpty());
                    assertTrue(mistakes.stream().allMatch(each -> each.line() >= 1 && each.line() <= yaml.lines().count() + 1));
                }
            }
        }
        assertTrue(refused > 1_000, refused + " refused");
    }

    private static byte[] mutated(byte[] example, Random random) {
        byte[] bytes = example.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) YAML_SIGNS.charAt(random.nextInt(YAML_SIGNS.length()));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                default -> bytes = Arrays.copyOf(bytes, at + 1);
            }
        }
        return bytes;
    }

    /// Even-odd rule.
    private static boolean isInside(Site.Point point, List<Site.Point> outline) {
        boolean inside = false;
        for (int i = 0; i < outline.size(); i++) {
            Site.Point a = outline.get(i);
            Site.Point b = outline.get((i + 1) % outline.size());
            if ((a.y() > point.y()) != (b.y() > point.y()) && point.x() < (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }

    private static String example() throws IOException {
        try (InputStream in = SiteFileTest.class.getResourceAsStream("/riva.site.yaml")) {
            return new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Site read(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> site;
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> throw new AssertionError(mistakes);
        };
    }

    private static List<SiteFile.Mistake> mistakes(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> throw new AssertionError("read: " + site);
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> mistakes;
        };
    }
}
