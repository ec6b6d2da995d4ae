package org.terzo.hub.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

final class SiteRegistryTest {
    private static final SiteId RIVA = new SiteId("riva");

    @TempDir
    Path folder;

    @Test
    void onlyAHigherRevisionTakesOverAndOldOnesAreKept() throws IOException {
        SiteRegistry registry = open();
        List<Integer> told = new ArrayList<>();
        registry.onChange(site -> told.add(site.revision()));

        registry.put(yaml("riva", 2, "gw-1"));
        assertInstanceOf(SiteRegistry.Outcome.Known.class, registry.put(yaml("riva", 2, "gw-9")));
        assertInstanceOf(SiteRegistry.Outcome.Known.class, registry.put(yaml("riva", 1, "gw-9")));
        registry.put(yaml("riva", 5, "gw-2"));

        assertEquals(List.of(2, 5), told);
        assertEquals(Optional.of(2), registry.site(RIVA, 2).map(Site::revision));
        assertEquals(Optional.empty(), registry.site(RIVA, 3));
        assertEquals(Optional.of(RIVA), registry.siteOf(new GatewayId("gw-2")));
        assertEquals(Optional.empty(), registry.siteOf(new GatewayId("gw-1")));
    }

    @Test
    void aRestartFindsTheRevisionInForceAndTheFileAsItCame() throws IOException {
        String yaml = yaml("riva", 10, "gw-1") + "# a comment\n";
        SiteRegistry before = open();
        before.put(yaml("riva", 9, "gw-1"));
        before.put(yaml);

        SiteRegistry after = open();
        assertEquals(before.sites(), after.sites());
        assertEquals(Optional.of(yaml), after.yaml(RIVA));
    }

    @Test
    void aSiteThatIsPutAsARecordComesBackEqual() throws IOException {
        SiteRegistry registry = open();
        Site site = assertInstanceOf(SiteFile.Result.Read.class, SiteFile.read(yaml("riva", 1, "gw-1"))).site();

        registry.put(site);

        assertEquals(Optional.of(site), open().site(RIVA));
    }

    @Test
    void aGatewayOfAnotherSiteIsRefused() throws IOException {
        SiteRegistry registry = open();
        registry.put(yaml("riva", 1, "gw-1"));

        SiteRegistry.Outcome.Refused refused = assertInstanceOf(SiteRegistry.Outcome.Refused.class, registry.put(yaml("molo", 1, "gw-1")));
        assertEquals(List.of(new SiteFile.Mistake(1, "sensors", "gw-1", "a gateway that is not of site riva")), refused.mistakes());
    }

    @Test
    void anImportWithAnyMistakeChangesNothingAndListsThemAll() throws IOException {
        SiteRegistry registry = open();
        registry.put(yaml("riva", 1, "gw-1"));
        file("a-salle", yaml("salle", 1, "gw-3"));
        file("b-molo", yaml("molo", 1, "gw-1"));
        file("c-broken", "site: broken\n");

        List<String> mistakes = registry.importFrom(folder.resolve("sites"));

        assertEquals(1, mistakes.stream().filter(each -> each.startsWith("b-molo.site.yaml:1: sensors: 'gw-1'")).count(), mistakes.toString());
        assertEquals(5, mistakes.stream().filter(each -> each.startsWith("c-broken.site.yaml:1: ")).count(), mistakes.toString());
        assertEquals(List.of(RIVA), registry.sites().stream().map(Site::id).toList());
    }

    @Test
    void twoFilesOfOneSiteAreRefused() throws IOException {
        file("a", yaml("riva", 1, "gw-1"));
        file("b", yaml("riva", 2, "gw-1"));

        assertEquals(List.of("b.site.yaml:1: site: 'riva', expected a site that is not in a.site.yaml as well"), open().importFrom(folder.resolve("sites")));
    }

    @Test
    void aGatewayMayMoveToAnotherSiteInOneImport() throws IOException {
        SiteRegistry registry = open();
        registry.put(yaml("riva", 1, "gw-1"));
        registry.put(yaml("molo", 1, "gw-2"));
        file("molo", yaml("molo", 2, "gw-1"));
        file("riva", yaml("riva", 2, "gw-2"));

        assertEquals(List.of(), registry.importFrom(folder.resolve("sites")));
        assertEquals(Optional.of(RIVA), registry.siteOf(new GatewayId("gw-2")));
    }

    @Test
    void aFileThatIsKnownIsNoMistakeOnTheNextStart() throws IOException {
        file("riva", yaml("riva", 1, "gw-1"));

        assertEquals(List.of(), open().importFrom(folder.resolve("sites")));
        assertEquals(List.of(), open().importFrom(folder.resolve("sites")));
        assertEquals(1, open().sites().size());
    }

    @Test
    void theRegistryWritesAheadInALog() throws IOException, SQLException {
        open().put(yaml("riva", 1, "gw-1"));

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("registry.sqlite"));
                Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            assertTrue(mode.next());
            assertEquals("wal", mode.getString(1));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedByNameAndLeftAsItIs() throws IOException {
        String text = "not a database, but longer than the header of one ".repeat(40);
        Files.writeString(folder.resolve("registry.sqlite"), text);

        for (int start = 1; start <= 2; start++) {
            IOException refusal = assertThrows(IOException.class, this::open);
            assertEquals(
                    folder.resolve("registry.sqlite") + ": is damaged, and sites in it cannot be read: put back a copy, or move it away and import the"
                            + " site files again",
                    refusal.getMessage());
            assertEquals(text, Files.readString(folder.resolve("registry.sqlite")));
            assertTrue(Files.notExists(folder.resolve("registry.sqlite-salvaged")), "nothing half read waits to take the place of a file that is moved away");
        }
    }

    @Test
    void theRegistryOfANewerHubIsRefused() throws IOException, SQLException {
        open();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("registry.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history SELECT 9, '9', 'later', type, 'V9__later.sql', 1, installed_by, installed_on, 1, 1"
                    + " FROM flyway_schema_history WHERE version = '1'");
        }

        IOException refusal = assertThrows(IOException.class, this::open);
        assertEquals(
                folder.resolve("registry.sqlite") + ": has schema version 9, written by a newer hub; this hub knows versions up to 1",
                refusal.getMessage());
    }

    private SiteRegistry open() throws IOException {
        return SiteRegistry.open(folder.resolve("registry.sqlite"));
    }

    private void file(String name, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("sites").resolve(name + ".site.yaml"), yaml);
    }

    private static String yaml(String site, int revision, String gateway) {
        return "site: %s\nrevision: %s\nname: A site\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 9\nsensors: [{sensor: s-1, gateway: %s, kind: pir}]\n"
                .formatted(site, Integer.toString(revision), gateway);
    }
}
