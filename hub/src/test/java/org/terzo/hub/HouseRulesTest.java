package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.terzo.hub.Repository.TextFile;

/// The rules of the house, over every file of the repository. That each of them can fail is shown by `HouseRulesFailTest`.
class HouseRulesTest {
    static final List<String> HUB =
            List.of("sqlite", "site", "ingest", "occupancy", "history", "live", "indicator", "study", "fleet", "access", "backup", "health", "web");
    static final List<String> GATEWAY = List.of("clock", "sensor", "outbox", "uplink");
    static final List<String> LIBRARIES =
            List.of("com.pi4j", "org.eclipse.paho", "com.influxdb", "org.duckdb", "org.apache.activemq", "org.apache.artemis");

    private static final Set<String> TOP = Set.of(
            "pom.xml", "firmware-gateway", "hub", "dashboard", "hardware", "README.md", "LICENSE", "CHANGELOG.md", "mvnw", "mvnw.cmd");

    /// Programs, formats and types of others that our documents name.
    private static final Set<String> FOREIGN = Set.of(
            "SQLite", "InfluxDB", "DuckDB", "JUnit", "TypeScript", "JavaScript", "OpenStreetMap", "InfluxQL", "GitHub", "AsyncAPI", "OpenAPI",
            "NullAway", "IntersectionObserver", "EventSource", "InstantSource", "BigDecimal", "StrictMath", "LitElement", "ResizeObserver");

    private final Repository repository = Repository.around(Path.of(""));
    private final List<TextFile> sources = repository.filesEndingIn(".java");
    private final List<TextFile> mainCode = sources.stream().filter(TextFile::isMainCode).toList();

    HouseRulesTest() throws IOException {}

    private static List<String> offences(List<TextFile> files, Function<TextFile, List<String>> rule) {
        return files.stream().map(rule).flatMap(List::stream).toList();
    }

    @Test
    void thereIsSomethingToCheck() {
        assertTrue(mainCode.size() > 100, mainCode.size() + " files of main code");
        assertTrue(sources.stream().anyMatch(file -> file.path().endsWith("hub/HouseRulesTest.java")));
    }

    @Test
    void noStageOfTheHubImportsALaterOne() {
        assertEquals(List.of(), offences(mainCode, file -> HouseRules.againstTheFlow(file, "org.terzo.hub", HUB)));
    }

    @Test
    void noStageOfTheGatewayImportsALaterOne() {
        assertEquals(List.of(), offences(mainCode, file -> HouseRules.againstTheFlow(file, "org.terzo.gateway", GATEWAY)));
    }

    @Test
    void aForeignLibraryIsMetInOneClassOfAModule() {
        assertEquals(List.of(), HouseRules.librariesMetTwice(mainCode, LIBRARIES));
    }

    @Test
    void onlyTheAgentKnowsPi4j() {
        assertEquals(
                List.of("firmware-gateway/agent"),
                mainCode.stream().filter(file -> JavaText.of(file.text()).code().contains("com.pi4j.")).map(TextFile::module).distinct().toList());
    }

    @Test
    void nothingIsDeclaredByVar() {
        assertEquals(List.of(), offences(sources, HouseRules::localVars));
    }

    @Test
    void commentsAreWrittenWithThreeSlashes() {
        assertEquals(List.of(), offences(sources, HouseRules::oldComments));
    }

    @Test
    void noFileIsLongerThan300Lines() {
        assertEquals(List.of(), offences(sources, HouseRules::longFiles));
    }

    @Test
    void noMethodIsLongerThan40Lines() {
        assertEquals(List.of(), offences(sources, HouseRules::longMethods));
    }

    @Test
    void nothingThatAMachineReadsFollowsTheLocale() {
        assertEquals(List.of(), offences(sources, HouseRules::leakedLocales));
    }

    @Test
    void noPackageHasANameThatSaysNothing() {
        assertEquals(List.of(), offences(sources, HouseRules::emptyPackageNames));
    }

    @Test
    void everyPackageOfMainCodeIsNullMarkedAndHasItsSentence() {
        assertEquals(List.of(), HouseRules.unmarkedPackages(mainCode));
    }

    @Test
    void theTopOfTheTreeHoldsWhatItShouldAndNothingElse() {
        assertEquals(new TreeSet<>(TOP), new TreeSet<>(repository.top()));
    }

    @Test
    void everyTypeThatADocumentNamesExists() throws IOException {
        List<TextFile> all = new ArrayList<>(sources);
        all.addAll(repository.filesEndingIn(".ts"));
        Set<String> known = new HashSet<>(HouseRules.declaredTypes(all));
        known.addAll(FOREIGN);

        assertEquals(List.of(), offences(repository.filesEndingIn(".md"), document -> HouseRules.namesOfNothing(document, known)));
    }
}
