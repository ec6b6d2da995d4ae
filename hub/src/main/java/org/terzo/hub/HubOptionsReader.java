package org.terzo.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.broker.CaFile;

/// Turns the words of the command line into options, and gathers every mistake on the way.
final class HubOptionsReader {
    private static final int SHORTEST_TOKEN = 32;
    private static final int HIGHEST_PORT = 65_535;
    /// Stands in for an address that is none, so that the next mistake is found too.
    private static final URI NONE = URI.create("none:none");

    private final HubCommand words;
    private final List<String> mistakes = new ArrayList<>();

    private HubOptionsReader(HubCommand words) {
        this.words = words;
    }

    sealed interface Result {
        record Right(HubOptions options) implements Result {}

        record Wrong(List<String> mistakes) implements Result {
            public Wrong {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    static Result read(HubCommand words) {
        HubOptionsReader reader = new HubOptionsReader(words);
        HubOptions options = reader.options();
        return reader.mistakes.isEmpty() ? new Result.Right(options) : new Result.Wrong(reader.mistakes);
    }

    private HubOptions options() {
        if (!words.logFormat.equals("text") && !words.logFormat.equals("json")) {
            mistakes.add("--log-format: '%s' is neither text nor json".formatted(words.logFormat));
        }
        return new HubOptions(
                words.data,
                words.httpHost,
                number("--http-port", words.httpPort, 0, HIGHEST_PORT),
                mqtt(),
                history(),
                sites(),
                adminToken(),
                retention(),
                url("--public-url", words.publicUrl),
                clock());
    }

    private HubOptions.Mqtt mqtt() {
        int port = number("--mqtt-port", words.mqttPort, 0, HIGHEST_PORT);
        if (words.mqttUrl.equals("embedded")) {
            return new HubOptions.Mqtt.Embedded(port);
        }
        URI url = uri(words.mqttUrl).orElse(NONE);
        if (!Set.of("mqtt", "mqtts").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            mistakes.add("--mqtt-url: '%s' is neither embedded nor mqtt://host:port nor mqtts://host:port".formatted(words.mqttUrl));
        }
        return new HubOptions.Mqtt.External(
                url,
                Optional.ofNullable(words.mqttUsername),
                secret("--mqtt-password-file", words.mqttPasswordFile),
                caFile());
    }

    private Optional<Path> caFile() {
        Optional<Path> file = readable("--mqtt-ca-file", words.mqttCaFile);
        file.filter(Files::isReadable).flatMap(CaFile::mistake).ifPresent(mistake -> mistakes.add("--mqtt-ca-file: " + mistake));
        return file;
    }

    private HubOptions.HistoryChoice history() {
        if (words.history.equals("embedded")) {
            return new HubOptions.HistoryChoice.Embedded();
        }
        if (!words.history.equals("influx")) {
            mistakes.add("--history: '%s' is neither embedded nor influx".formatted(words.history));
        } else if (words.influxUrl == null || words.influxTokenFile == null) {
            mistakes.add("--history influx: --influx-url and --influx-token-file are needed");
        }
        return new HubOptions.HistoryChoice.Influx(
                url("--influx-url", words.influxUrl).orElse(NONE),
                words.influxOrg,
                words.influxBucket,
                secret("--influx-token-file", words.influxTokenFile).orElse(""),
                number("--influx-version", words.influxVersion, 1, 3));
    }

    private Optional<Path> sites() {
        Path sites = words.sites;
        if (sites != null && !Files.isDirectory(sites)) {
            mistakes.add("--sites: %s is no folder".formatted(sites));
        }
        return Optional.ofNullable(sites);
    }

    private Optional<String> adminToken() {
        Optional<String> token = secret("--admin-token-file", words.adminTokenFile);
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            mistakes.add("--admin-token-file: the token has %d characters, at least %d are needed"
                    .formatted(token.get().length(), SHORTEST_TOKEN));
        }
        return token;
    }

    private Retention retention() {
        return Retention.parse(words.retainObservations, words.retainPassages, words.retainStays, words.retainAggregates, mistakes::add);
    }

    private InstantSource clock() {
        Optional<Path> file = readable("--clock", words.clock).filter(Files::isReadable);
        try {
            return file.isPresent() ? FeignedClock.read(file.get(), InstantSource.system()) : InstantSource.system();
        } catch (IOException e) {
            mistakes.add("--clock: " + e.getMessage());
            return InstantSource.system();
        }
    }

    private int number(String option, String text, int least, int most) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        mistakes.add("%s: '%s' is no number of %d..%d".formatted(option, text, least, most));
        return least;
    }

    private Optional<URI> url(String option, @Nullable String text) {
        Optional<URI> url = Optional.ofNullable(text).flatMap(HubOptionsReader::uri).filter(each -> each.getHost() != null);
        if (text != null && url.filter(each -> Set.of("http", "https").contains(String.valueOf(each.getScheme()))).isEmpty()) {
            mistakes.add("%s: '%s' is neither http://host:port nor https://host:port".formatted(option, text));
        }
        return url;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> readable(String option, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            mistakes.add("%s: %s cannot be read".formatted(option, file));
        }
        return Optional.ofNullable(file);
    }

    private Optional<String> secret(String option, @Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                mistakes.add("%s: %s can be read by others: chmod o-r".formatted(option, file));
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            mistakes.add("%s: %s cannot be read: %s".formatted(option, file, e));
            return Optional.empty();
        }
    }
}
