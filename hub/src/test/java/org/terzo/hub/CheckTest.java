package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--check` says of sites, with and without a data folder.
final class CheckTest {
    private static final String MOLO =
            "site: molo\nrevision: 1\nname: Molo\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 9\nsensors: [{sensor: s, gateway: gw-1, kind: pir}]\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("new-sites")).resolve("molo.site.yaml"), MOLO);
    }

    private List<String> check() throws IOException {
        List<String> arguments = List.of("--data", folder.resolve("data").toString(), "--sites", folder.resolve("new-sites").toString());
        return HubStart.mistakesIn(assertInstanceOf(HubOptionsReader.Result.Right.class, TestHub.options(arguments, Map.of())).options());
    }

    @Test
    void aGatewayOfASiteInTheDataFolderIsRefusedAlsoWhileTheHubRuns() throws IOException {
        List<String> expected = List.of("molo.site.yaml:1: sensors: 'gw-1', expected a gateway that is not of site riva");
        try (TestHub _ = TestHub.start(folder)) {
            assertEquals(expected, check());
        }
        byte[] before = Files.readAllBytes(folder.resolve("data/registry.sqlite"));
        assertEquals(expected, check());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("data/registry.sqlite")));
    }

    @Test
    void withoutADataFolderNothingIsMade() throws IOException {
        assertEquals(List.of(), check());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void aRegistryThatIsNoneIsNamed() throws IOException {
        Path registry = Files.createDirectories(folder.resolve("data")).resolve("registry.sqlite");
        Files.writeString(registry, "no database, and long enough to be looked at".repeat(100));

        assertEquals(List.of(true), check().stream().map(each -> each.contains(registry + ": cannot be read")).toList());
    }
}
