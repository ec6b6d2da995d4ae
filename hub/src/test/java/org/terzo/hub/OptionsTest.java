package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the hub's options are read, run.md sections 1 and 2.
final class OptionsTest {
    @TempDir
    Path folder;

    private static HubOptions options(List<String> arguments, Map<String, String> environment) throws IOException {
        return assertInstanceOf(HubOptionsReader.Result.Right.class, TestHub.options(arguments, environment)).options();
    }

    private static List<String> mistakes(List<String> arguments, Map<String, String> environment) throws IOException {
        OptionSources sources = OptionSources.of(arguments, environment);
        return assertInstanceOf(HubOptionsReader.Result.Wrong.class, TestHub.options(arguments, environment)).mistakes().stream()
                .map(sources::placed)
                .toList();
    }

    private Path config(String yaml) throws IOException {
        return Files.writeString(folder.resolve("hub.yaml"), yaml);
    }

    private Path secret(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void withoutOptionsTheHubListensOnLoopbackAndKeepsEverythingInOneFolder() throws IOException {
        HubOptions options = options(List.of(), Map.of());

        assertEquals("127.0.0.1 8080 terzo-data", options.httpHost() + " " + options.httpPort() + " " + options.data());
        assertEquals(new HubOptions.Mqtt.Embedded(1883), options.mqtt());
        assertEquals(new HubOptions.HistoryChoice.Embedded(), options.history());
        assertEquals(Optional.empty(), options.adminToken());
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        String file = config("http-port: 1001\nhttp-host: 127.0.0.3\nmqtt-port: 1003\n").toString();
        Map<String, String> environment = Map.of("TERZO_HTTP_PORT", "2001", "TERZO_HTTP_HOST", "127.0.0.2");

        HubOptions options = options(List.of("--config", file, "--http-port", "3001"), environment);

        assertEquals("127.0.0.2 3001", options.httpHost() + " " + options.httpPort());
        assertEquals(new HubOptions.Mqtt.Embedded(1003), options.mqtt());
    }

    @Test
    void everyOptionMayStandInTheFile() throws IOException {
        String password = secret("a password", "rw-------").toString();
        String file = config("""
                data: elsewhere
                mqtt-url: mqtts://broker.example:8883
                mqtt-username: hub
                mqtt-password-file: %s
                history: influx
                influx-url: http://127.0.0.1:8086
                influx-token-file: %s
                influx-org: o
                influx-bucket: b
                influx-version: 1
                public-url: https://desks.example
                """.formatted(password, password)).toString();

        HubOptions options = options(List.of(), Map.of("TERZO_CONFIG", file));

        assertEquals(Path.of("elsewhere"), options.data());
        assertEquals(
                new HubOptions.Mqtt.External(URI.create("mqtts://broker.example:8883"), Optional.of("hub"), Optional.of("a password"), Optional.empty()),
                options.mqtt());
        assertEquals(new HubOptions.HistoryChoice.Influx(URI.create("http://127.0.0.1:8086"), "o", "b", "a password", 1), options.history());
        assertEquals(Optional.of(URI.create("https://desks.example")), options.publicUrl());
    }

    @Test
    void everyMistakeIsListedWithThePlaceWhereItStands() throws IOException {
        String file = config("# the hub of Riva\nhttp-port: eighty\nhistory: paper\n").toString();

        List<String> mistakes = mistakes(
                List.of("--config", file, "--public-url", "desks", "--retain-stays=soon", "--sites", folder.resolve("none").toString()),
                Map.of("TERZO_MQTT_URL", "http://broker", "TERZO_MQTT_PORT", "70000", "TERZO_LOG_FORMAT", "xml"));

        assertEquals(
                Set.of(
                        file + ":2: http-port: 'eighty' is no number of 0..65535",
                        file + ":3: history: 'paper' is neither embedded nor influx",
                        "--public-url: 'desks' is neither http://host:port nor https://host:port",
                        "--retain-stays: 'soon' is no time such as 24h, 30d, 13M or 3y",
                        "--sites: " + folder.resolve("none") + " is no folder",
                        "TERZO_MQTT_URL: 'http://broker' is neither embedded nor mqtt://host:port nor mqtts://host:port",
                        "TERZO_MQTT_PORT: '70000' is no number of 0..65535",
                        "TERZO_LOG_FORMAT: 'xml' is neither text nor json"),
                Set.copyOf(mistakes));
    }

    @Test
    void aMemberOfTheFileThatIsNoOptionIsNamedWithItsLine() throws IOException {
        OptionSources sources = OptionSources.of(List.of("--config", config("http-port: 0\nhtttp-host: x\n").toString()), Map.of());

        assertEquals(
                List.of(folder.resolve("hub.yaml") + ":2: htttp-host: no option of this name"),
                sources.strangers(HubMain.commandLine(sources).getCommandSpec().optionsMap().keySet()));
    }

    @Test
    void aSecretThatOthersCanReadOrThatIsShortIsRefused() throws IOException {
        List<String> option = List.of("--admin-token-file", secret("short", "rw-r--r--").toString());

        List<String> mistakes = mistakes(option, Map.of());

        assertEquals(2, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().contains("can be read by others"), mistakes.toString());
        assertTrue(mistakes.getLast().contains("5 characters, at least 32"), mistakes.toString());
        assertTrue(mistakes(List.of("--admin-token-file", folder.resolve("none").toString()), Map.of()).getFirst().contains("cannot be read"));
    }

    @Test
    void aClockIsFeignedByAFileThatSaysHow() throws IOException {
        String file = Files.writeString(folder.resolve("clock"), "noon").toString();

        List<String> mistakes = mistakes(List.of("--clock", file), Map.of());
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().startsWith("--clock: %s: is not one line of seconds like '-3600'".formatted(file)), mistakes.toString());
        assertEquals(List.of("--clock: %s cannot be read".formatted(folder.resolve("none"))), mistakes(List.of("--clock", folder.resolve("none").toString()), Map.of()));
    }

    @Test
    void aStartThatCannotWorkIsRefusedAndCanBeTriedAgain() throws IOException {
        Path taken = Files.writeString(folder.resolve("a-file"), "");
        try (TestHub hub = TestHub.start(folder)) {
            String port = Integer.toString(URI.create(hub.hub().address()).getPort());

            assertRefused("in use by another hub", List.of("--data", folder.resolve("data").toString(), "--http-port", "0"));
            assertRefused("--http-port: cannot listen", List.of("--data", folder.resolve("other").toString(), "--http-port", port));
            assertRefused("--http-port: cannot listen", List.of("--data", folder.resolve("other").toString(), "--http-port", port));
            assertRefused("cannot be made or written", List.of("--data", taken.resolve("below").toString(), "--http-port", "0"));
        }
        TestHub.start(folder).close();
    }

    private static void assertRefused(String why, List<String> arguments) throws IOException {
        HubStart.Outcome.Refused refused = assertInstanceOf(HubStart.Outcome.Refused.class, HubStart.start(options(arguments, Map.of())));
        assertEquals(1, refused.lines().size(), refused.toString());
        assertTrue(refused.lines().getFirst().contains(why), refused.toString());
        assertEquals(1, refused.exitCode());
    }
}
