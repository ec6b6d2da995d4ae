package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hub's launcher as a process, run.md sections 1 and 2: what it prints where, and how it ends.
final class StartUpE2e {
    private static final Path LAUNCHER = Program.root().resolve("hub/target/dist/bin/terzo-hub");
    private static final String SITE = "site: riva\nrevision: 1\nname: Riva\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 9\n";
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    Path folder;

    /// What a process printed and how it ended.
    private record Ended(int exit, List<String> out, List<String> err) {}

    private Process start(String name, List<String> options) throws IOException {
        return start(LAUNCHER, name, options);
    }

    private Process start(Path launcher, String name, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private Ended end(String name, Process process) throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(name + " did not end: " + Files.readString(folder.resolve(name + ".err")));
        }
        return new Ended(process.exitValue(), Files.readAllLines(folder.resolve(name + ".out")), Files.readAllLines(folder.resolve(name + ".err")));
    }

    private Ended run(String... options) throws IOException, InterruptedException {
        return end("run", start("run", List.of(options)));
    }

    private List<String> atData(String data, String... more) {
        List<String> options = new ArrayList<>(List.of("--data", folder.resolve(data).toString(), "--http-port", "0", "--mqtt-port", "0"));
        options.addAll(List.of(more));
        return options;
    }

    /// The address that the hub says it listens on.
    private String awaitAddress(String name, Process hub) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end && hub.isAlive()) {
            for (String line : Files.readAllLines(folder.resolve(name + ".out"))) {
                if (line.startsWith("listening on http://")) {
                    return line.substring("listening on ".length());
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError(name + " does not listen: " + Files.readString(folder.resolve(name + ".err")));
    }

    private static int health(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address + "/health/liveness")).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static void assertRefused(Ended ended, int exit, String why) {
        assertEquals(exit, ended.exit(), ended.toString());
        assertEquals(1, ended.err().size(), ended.toString());
        assertTrue(ended.err().getFirst().contains(why), ended.toString());
        assertEquals(List.of(), ended.out());
    }

    @Test
    void itTellsItsOptions() throws IOException, InterruptedException {
        Ended help = run("--help");

        assertEquals(0, help.exit());
        for (String option : List.of("--data", "--http-port", "--mqtt-url", "--history", "--sites", "--admin-token-file", "--public-url", "--check", "check-site")) {
            assertTrue(String.join("\n", help.out()).contains(option), option);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub/target/dist/bin/terzo-hub", "firmware-gateway/agent/target/dist/bin/terzo-gateway", "firmware-gateway/simulator/target/dist/bin/terzo-simulator"})
    void everyProgramTellsTheProjectsVersion(String launcher) throws IOException, InterruptedException {
        Matcher project = Pattern.compile("<artifactId>terzo</artifactId>\\s*<version>([^<]+)<").matcher(Files.readString(Program.root().resolve("pom.xml")));
        assertTrue(project.find());
        Path program = Program.root().resolve(launcher);
        Ended version = end("version", start(program, "version", List.of("--version")));

        assertEquals(0, version.exit(), version.toString());
        assertEquals(List.of(program.getFileName() + " " + project.group(1)), version.out());
    }

    @Test
    void openStreamsDoNotKeepItFromEnding() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("sites/riva.site.yaml"), SITE);
        Process hub = start("hub", atData("data", "--sites", "sites"));
        String stream = awaitAddress("hub", hub) + "/api/v1/sites/riva/live/stream?view=member";
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<InputStream> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(client.send(HttpRequest.newBuilder(URI.create(stream)).build(), HttpResponse.BodyHandlers.ofInputStream()).body());
                assertEquals('i', open.getLast().read(), "a stream begins with the id of its snapshot");
            }
            hub.destroy();
            assertTrue(hub.waitFor(10, TimeUnit.SECONDS), "the hub did not end within the 10 s of run.md");
            for (InputStream each : open) {
                each.close();
            }
        }
        Ended ended = end("hub", hub);
        assertTrue(ended.exit() == 0 || ended.exit() == 143, ended.toString());
    }

    @Test
    void checkReadsEverythingAndStartsNothing() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("sites/riva.site.yaml"), SITE);
        assertEquals(new Ended(0, List.of(), List.of()), run("--check", "--data", "d", "--sites", "sites"));

        Files.writeString(folder.resolve("sites/riva.site.yaml"), SITE.replace("country: IT", "country: Italy").replace("capacity: 9", "capacity: 0"));
        for (Ended ended : List.of(run("--check", "--data", "d", "--sites", "sites"), run("check-site", "sites/riva.site.yaml"), end("start", start("start", atData("d", "--sites", "sites"))))) {
            assertEquals(BAD_CONFIGURATION, ended.exit(), ended.toString());
            assertEquals(
                    List.of("riva.site.yaml:4: country: 'Italy', expected two letters, ISO 3166", "riva.site.yaml:6: capacity: '0', expected people allowed inside, from 1"),
                    ended.err());
        }
        assertRefused(run("--http-prot", "1"), BAD_CONFIGURATION, "--http-prot");
        assertRefused(run("check-site"), BAD_CONFIGURATION, "FILE");
        assertRefused(run("--config", "none.yaml"), BAD_CONFIGURATION, "none.yaml");
    }

    @Test
    void itListensOnlyOnceItAnswersAndEndsInOrder() throws IOException, InterruptedException {
        Process hub = start("hub", atData("data", "--log-format", "json"));
        String address = awaitAddress("hub", hub);
        assertEquals(200, health(address));

        assertRefused(run("--data", folder.resolve("data").toString(), "--http-port", "0", "--mqtt-port", "0"), 1, "in use by another hub");
        assertRefused(
                run("--data", folder.resolve("other").toString(), "--http-port", Integer.toString(URI.create(address).getPort())), 1, "--http-port: cannot listen");

        hub.destroy();
        Ended ended = end("hub", hub);
        assertTrue(ended.exit() == 0 || ended.exit() == 143, ended.toString());
        assertEquals("listening on " + address, ended.out().getFirst());
        assertTrue(ended.out().getLast().startsWith("sign in once, within 30 minutes: " + address + "/sign-in/"), ended.toString());
        List<String> logged = ended.err().stream().filter(line -> !line.startsWith("WARNING: ")).toList();
        assertTrue(!logged.isEmpty(), ended.toString());
        for (String line : logged) {
            assertTrue(new ObjectMapper().readTree(line).has("timestamp"), line);
        }
    }

    @Test
    void whatCannotBeOpenedIsSaidInOneLine() throws IOException, InterruptedException, SQLException {
        Files.writeString(folder.resolve("a-file"), "");
        assertRefused(end("file", start("file", atData("a-file"))), 1, "cannot be made or written");

        Process hub = start("hub", atData("data"));
        awaitAddress("hub", hub);
        hub.destroy();
        end("hub", hub);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/journal.sqlite"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1, installed_by, installed_on, 1, 1"
                    + " FROM flyway_schema_history WHERE version = '1'");
        }
        assertRefused(end("newer", start("newer", atData("data"))), 1, "journal.sqlite");
    }

    @Test
    void theEmbeddedBrokersPortInUseIsSaidInOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Ended ended = end("taken", start("taken", List.of("--data", "d", "--http-port", "0", "--mqtt-port", Integer.toString(taken.getLocalPort()))));

            assertEquals(1, ended.exit(), ended.toString());
            assertTrue(ended.err().stream().anyMatch(line -> line.contains(Integer.toString(taken.getLocalPort()))), ended.toString());
            assertEquals(List.of(), ended.out());
        }
    }
}
