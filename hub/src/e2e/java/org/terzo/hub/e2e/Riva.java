package org.terzo.hub.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The site Riva with its two gateways, whose sensors a test plays by telling them what they read.
final class Riva implements AutoCloseable {
    static final int DESKS = 24;
    static final String FIRST = "gw-riva-1";
    static final String SECOND = "gw-riva-2";

    private static final Pattern SENSOR = Pattern.compile("\\{sensor: ([a-z0-9-]+), gateway: ([a-z0-9-]+), kind: ([a-z-]+)");
    private static final Pattern DESK = Pattern.compile("\\{desk: ([a-z0-9-]+), .*sensors: \\[([a-z0-9-]+)");
    private static final List<String> WITHOUT_LEVEL = List.of("beam-pair", "reed");
    private static final Duration SOON = Duration.ofSeconds(40);

    /// A level that was never on convinces in some slots of half a minute.
    private static final Duration UNTIL_SURE = Duration.ofMinutes(4);

    private final Line line;
    private final String address;

    private Riva(Line line, String address) {
        this.line = line;
        this.address = address;
    }

    static Riva start(Path folder) throws IOException, InterruptedException {
        Line line = Line.start(folder, "riva.site.yaml", List.of());
        return new Riva(line, line.hub().await("listening on (http://\\S+)", SOON));
    }

    Line line() {
        return line;
    }

    String address(String path) {
        return address + path;
    }

    Program gateway(String name) throws IOException {
        StringBuilder config = new StringBuilder("""
                site: riva
                gateway: %s
                mqtt: {url: "%s"}
                data: outbox-%s
                inputs: simulated
                wiring:
                  revision: 1
                  sensors:
                """.formatted(name, line.brokerUrl(), name));
        for (MatchResult sensor : sensorsOf(name)) {
            config.append("    - {sensor: %s, kind: %s}\n".formatted(sensor.group(1), sensor.group(3)));
        }
        return line.gateway(name, config.toString(), List.of());
    }

    /// Starts both gateways, tells that nobody is there, and waits until every desk is free.
    List<Program> withEveryDeskFree() throws IOException, InterruptedException {
        List<Program> gateways = List.of(gateway(FIRST), gateway(SECOND));
        line.web().await("/api/v1/sites/riva/live", Riva::bothAreWatched, UNTIL_SURE);
        for (String name : List.of(FIRST, SECOND)) {
            for (MatchResult sensor : sensorsOf(name)) {
                if (!WITHOUT_LEVEL.contains(sensor.group(3))) {
                    gateways.get(name.equals(FIRST) ? 0 : 1).tell(sensor.group(1) + " false");
                }
            }
        }
        line.web().await("/api/v1/sites/riva/free-desks", desks -> desks.at("/free/certain").asInt() == DESKS, UNTIL_SURE);
        return gateways;
    }

    /// Silence has spoken for a desk of each: their motion sensors need no reading for that.
    private static boolean bothAreWatched(JsonNode live) {
        int known = 0;
        for (JsonNode desk : live.path("desks")) {
            boolean isOne = List.of("d-01", "d-04").contains(desk.path("desk").asText());
            known += isOne && !desk.path("state").asText().equals("unknown") ? 1 : 0;
        }
        return known == 2;
    }

    /// What the hub says now of the desks of a gateway.
    Set<String> states(String gateway) throws IOException, InterruptedException {
        List<String> desks = desksOf(gateway);
        Set<String> states = new HashSet<>();
        for (JsonNode each : line.web().get("/api/v1/sites/riva/live").get("desks")) {
            if (desks.contains(each.get("desk").asText())) {
                states.add(each.get("state").asText());
            }
        }
        return states;
    }

    static List<String> desksOf(String gateway) throws IOException {
        List<String> sensors = sensorsOf(gateway).stream().map(sensor -> sensor.group(1)).toList();
        return matches(DESK).stream().filter(desk -> sensors.contains(desk.group(2))).map(desk -> desk.group(1)).toList();
    }

    private static List<MatchResult> sensorsOf(String gateway) throws IOException {
        return matches(SENSOR).stream().filter(sensor -> sensor.group(2).equals(gateway)).toList();
    }

    private static List<MatchResult> matches(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Program.root().resolve("hub/src/demo/sites/riva.site.yaml"))).results().toList();
    }

    @Override
    public void close() throws InterruptedException {
        line.close();
    }
}
