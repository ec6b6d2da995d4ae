package org.terzo.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.terzo.gateway.GatewayConfig.Inputs;
import org.terzo.gateway.YamlMap.Value;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.gateway.sensor.recorded.RecordedDay;
import org.terzo.gateway.sensor.recorded.RecordedFile;
import org.terzo.gateway.uplink.BrokerSettings;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// Reads the gateway file whole; every mistake is kept, and a file with one is no configuration.
final class ConfigReader {
    private static final Set<String> MEMBERS = Set.of("site", "gateway", "mqtt", "data", "inputs", "recorded", "outbox", "wiring");
    private static final String ID = "1 to 32 of a-z, 0-9 and inner '-'";
    private static final long MEGABYTE = 1_000_000;
    private static final int USUAL_MEGABYTES = 256;
    private static final int MOST_MEGABYTES = 100_000;

    private final Path file;
    private final Mistakes mistakes;
    private final MemberReader members;

    private ConfigReader(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
        this.members = new MemberReader(mistakes);
    }

    /// Empty when there is a mistake. Paths in the file are relative to its folder.
    static Optional<GatewayConfig> read(Path file, Mistakes mistakes) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Optional<GatewayConfig> config =
                    YamlMap.parse(text, MEMBERS, mistakes).flatMap(root -> new ConfigReader(file, mistakes).root(root));
            return mistakes.isEmpty() ? config : Optional.empty();
        } catch (IOException unreadable) {
            mistakes.add(1, "file", "cannot be read: " + Mistakes.reason(unreadable));
            return Optional.empty();
        }
    }

    private Optional<GatewayConfig> root(YamlMap root) {
        Optional<SiteId> site = members.parsed(root, "site", members.required(root, "site"), SiteId::parse, ID);
        Optional<GatewayId> gateway = members.parsed(root, "gateway", members.required(root, "gateway"), GatewayId::parse, ID + " other than desk and zone");
        Optional<BrokerSettings> mqtt = needed(root, "mqtt", Set.of("url", "username", "passwordFile", "caFile")).flatMap(this::mqtt);
        Optional<Path> data = members.required(root, "data").map(this::path);
        Optional<String> kind = members.parsed(root, "inputs", root.text("inputs"), ConfigReader::inputs, "one of pi4j, recorded, simulated");
        OptionalInt megabytes = root.map("outbox", Set.of("maxMegabytes"))
                .map(outbox -> members.number(outbox, "maxMegabytes", 1, MOST_MEGABYTES))
                .orElse(OptionalInt.empty());
        Optional<YamlMap> wiring = needed(root, "wiring", Set.of("revision", "chip", "sensors"));
        String inputs = kind.orElse("pi4j");
        List<SensorWiring> sensors = wiring.map(map -> sensors(map, inputs.equals("pi4j"))).orElse(List.of());
        OptionalInt revision = wiring.map(map -> members.number(map, "revision", 0, 999_999_999)).orElse(OptionalInt.empty());
        Optional<String> chip = wiring.flatMap(map -> map.map("chip", Set.of("label")))
                .flatMap(map -> members.required(map, "label"))
                .map(Value::text);
        Optional<Inputs> source = source(root, inputs, sensors.stream().map(SensorWiring::sensor).collect(Collectors.toSet()));
        if (!mistakes.isEmpty() || site.isEmpty() || gateway.isEmpty() || mqtt.isEmpty() || data.isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        long bytes = megabytes.orElse(USUAL_MEGABYTES) * MEGABYTE;
        return Optional.of(new GatewayConfig(site.get(), gateway.get(), mqtt.get(), data.get(), source.get(), bytes, revision, chip, sensors));
    }

    private Optional<YamlMap> needed(YamlMap root, String member, Set<String> known) {
        if (!root.has(member)) {
            members.missing(root, member);
        }
        return root.map(member, known);
    }

    private List<SensorWiring> sensors(YamlMap wiring, boolean opensPins) {
        if (!wiring.has("sensors")) {
            members.missing(wiring, "sensors");
        }
        return new WiringReader(opensPins, mistakes).read(wiring.maps("sensors", "sensor", WiringReader.MEMBERS));
    }

    private static Optional<String> inputs(String text) {
        return Optional.of(text).filter(Set.of("pi4j", "recorded", "simulated")::contains);
    }

    private Path path(Value value) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/")).resolve(value.text()).normalize();
    }

    private Optional<BrokerSettings> mqtt(YamlMap map) {
        Optional<Value> text = members.required(map, "url");
        Optional<URI> url = members.parsed(map, "url", text, ConfigReader::url, "mqtt://host:port or mqtts://host:port");
        Optional<Path> password = map.text("passwordFile").map(this::path);
        password.ifPresent(secret -> checkSecret(map, secret));
        Optional<Path> authorities = map.text("caFile").map(this::path);
        authorities.filter(path -> !Files.isReadable(path)).ifPresent(path -> mistakes.add(map.line("caFile"), "mqtt.caFile", path + " cannot be read"));
        if (map.has("passwordFile") && !map.has("username")) {
            mistakes.add(map.line("passwordFile"), "mqtt.passwordFile", "needs mqtt.username");
        }
        if (authorities.isPresent() && url.filter(address -> "mqtt".equals(address.getScheme())).isPresent()) {
            mistakes.add(map.line("caFile"), "mqtt.caFile", "is for mqtts:// and the url is " + url.get());
        }
        return url.map(address -> new BrokerSettings(address, map.text("username").map(Value::text), password, authorities));
    }

    private static Optional<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean known = "mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme());
            boolean bare = Optional.ofNullable(url.getRawPath()).orElse("").isEmpty() && Optional.ofNullable(url.getUserInfo()).isEmpty();
            return known && bare && Optional.ofNullable(url.getHost()).isPresent() ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private void checkSecret(YamlMap map, Path secret) {
        try {
            if (!Files.isReadable(secret)) {
                mistakes.add(map.line("passwordFile"), "mqtt.passwordFile", secret + " cannot be read");
            } else if (Files.getPosixFilePermissions(secret).contains(PosixFilePermission.OTHERS_READ)) {
                mistakes.add(map.line("passwordFile"), "mqtt.passwordFile", secret + " can be read by others: chmod o-rwx it");
            }
        } catch (IOException unreadable) {
            mistakes.add(map.line("passwordFile"), "mqtt.passwordFile", secret + " cannot be read: " + Mistakes.reason(unreadable));
        }
    }

    private Optional<Inputs> source(YamlMap root, String inputs, Set<SensorId> wired) {
        Optional<YamlMap> recorded = root.map("recorded", Set.of("file", "speed", "startAt"));
        if (inputs.equals("recorded") && !root.has("recorded")) {
            members.missing(root, "recorded");
        }
        return switch (inputs) {
            case "recorded" -> recorded.flatMap(map -> recorded(map, wired));
            case "simulated" -> Optional.of(new Inputs.Simulated());
            default -> Optional.of(new Inputs.Pi4j());
        };
    }

    private Optional<Inputs> recorded(YamlMap map, Set<SensorId> wired) {
        Optional<Path> day = members.required(map, "file").map(this::path);
        Optional<OptionalDouble> speed = members.parsed(map, "speed", map.text("speed"), ConfigReader::speed, "a factor above 0, or max");
        Optional<RecordedDay.StartAt> startAt =
                members.parsed(map, "startAt", map.text("startAt"), RecordedDay.StartAt::parse, "recorded, now or an instant such as 2026-03-02T08:00:00Z");
        Optional<RecordedFile> scanned = day.flatMap(path -> scan(map, path, wired));
        return day.flatMap(path -> scanned.map(found -> new Inputs.Recorded(
                new RecordedDay(path, speed.orElse(OptionalDouble.of(1)), startAt.orElse(new RecordedDay.StartAt.Now())), found)));
    }

    private Optional<RecordedFile> scan(YamlMap map, Path path, Set<SensorId> wired) {
        try {
            RecordedFile scanned = RecordedFile.scan(path, wired);
            scanned.mistakes().forEach(wrong -> mistakes.add(path, wrong.line(), wrong.thing(), wrong.message()));
            return Optional.of(scanned);
        } catch (IOException unreadable) {
            mistakes.add(map.line("file"), "recorded.file", "%s cannot be read: %s".formatted(path, Mistakes.reason(unreadable)));
            return Optional.empty();
        }
    }

    private static Optional<OptionalDouble> speed(String text) {
        if (text.equals("max")) {
            return Optional.of(OptionalDouble.empty());
        }
        boolean number = text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
        return number && Double.parseDouble(text) > 0 ? Optional.of(OptionalDouble.of(Double.parseDouble(text))) : Optional.empty();
    }
}
