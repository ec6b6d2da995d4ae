package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.chaos.clock.ClockFile;
import org.terzo.hub.chaos.clock.WrongClock;
import org.terzo.hub.chaos.verdict.Ledger;
import org.terzo.hub.e2e.Line;

/// Clocks that are wrong: every reading is in history once and at its time, or refused one by one and counted.
final class ClockChaos {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int SOME = 40;
    private static final String LEDGER = "/api/v1/sites/tick/sequence-ledger";
    private static final String SITE =
            """
            site: tick
            revision: 1
            name: Tick
            country: IT
            timeZone: Europe/Rome
            languages: [it]
            openingHours: "24/7"
            capacity: 20
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 10, public: true}
            desks:
              - {desk: d-1, zone: hall, label: "1", sensors: [tof-1]}
              - {desk: d-2, zone: hall, label: "2", sensors: [tof-2]}
            sensors:
              - {sensor: tof-1, gateway: gw-1, kind: tof}
              - {sensor: tof-2, gateway: gw-2, kind: tof}
            """;

    @TempDir
    Path folder;

    @Test
    void whatWasSensedBeforeTheTimeWasKnownHasItsTimeLater() throws IOException, InterruptedException {
        try (Line line = Line.startWith(folder, SITE, List.of())) {
            List<WrongClock> gateways = gateways(line, "+10800 unset", "-10800 unset");
            typeInto(gateways);
            setTo(gateways, "0 set", "0 set");
            typeInto(gateways);

            awaitAllAtTheirTimes(line, gateways);
        }
    }

    @Test
    void whatWasSensedWhileAClockHadSteppedHasItsTimeOnceItHasSteppedBack() throws IOException, InterruptedException {
        try (Line line = Line.startWith(folder, SITE, List.of())) {
            List<WrongClock> gateways = gateways(line, "0 set", "0 set");
            typeInto(gateways);
            setTo(gateways, "+10800 set", "-10800 set");
            typeInto(gateways);
            setTo(gateways, "0 set", "0 set");
            typeInto(gateways);

            awaitAllAtTheirTimes(line, gateways);
        }
    }

    @Test
    void whileTheHubsClockIsBehindWhatIsSensedIsRefusedOneByOneAndCounted() throws IOException, InterruptedException {
        ClockFile clock = ClockFile.write(folder.resolve("clock"), "0");
        try (Line line = Line.startWith(folder, SITE, List.of("--clock", clock.file().toString()))) {
            WrongClock gateway = WrongClock.boot(line, "gw-1", "tof-1", "0 set");
            for (String step : List.of("0", "-7200", "0", "+7200", "0")) {
                clock.say(step);
                gateway.type(SOME);
            }

            Map<Integer, Instant> kept = awaitAll(line, gateway);

            List<Integer> behind = IntStream.rangeClosed(SOME + 1, 2 * SOME).boxed().toList();
            assertEquals(IntStream.rangeClosed(1, 5 * SOME).boxed().filter(value -> !behind.contains(value)).toList(), List.copyOf(kept.keySet()));
            assertTrue(line.web().get(LEDGER).at("/gateways/0/rejected/future").asLong() >= SOME, line.web().get(LEDGER).toString());
        }
    }

    private static List<WrongClock> gateways(Line line, String first, String second) throws IOException, InterruptedException {
        return List.of(WrongClock.boot(line, "gw-1", "tof-1", first), WrongClock.boot(line, "gw-2", "tof-2", second));
    }

    private static void setTo(List<WrongClock> gateways, String first, String second) throws IOException, InterruptedException {
        gateways.getFirst().set(first);
        gateways.getLast().set(second);
    }

    private static void typeInto(List<WrongClock> gateways) throws IOException, InterruptedException {
        for (WrongClock gateway : gateways) {
            gateway.type(SOME);
        }
    }

    private static void awaitAllAtTheirTimes(Line line, List<WrongClock> gateways) throws IOException, InterruptedException {
        for (WrongClock gateway : gateways) {
            Map<Integer, Instant> kept = awaitAll(line, gateway);
            assertEquals(IntStream.rangeClosed(1, gateway.typed()).boxed().toList(), List.copyOf(kept.keySet()), gateway.sensor());
            kept.forEach((value, at) -> assertTrue(
                    Duration.between(gateway.at(value), at).abs().compareTo(TOLERANCE) < 0, "%s: %s instead of %s".formatted(value, at, gateway.at(value))));
        }
    }

    /// The values in history, each once, when all that was typed is there or was refused.
    private static Map<Integer, Instant> awaitAll(Line line, WrongClock gateway) throws IOException, InterruptedException {
        line.web().await(LEDGER, json -> settled(Ledger.of(json), gateway.gateway()) >= gateway.typed(), SOON);
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, SOON);
        Map<Integer, Instant> kept = new TreeMap<>();
        for (JsonNode each : line.web().all("/api/v1/sites/tick/history/observations?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z", "observations")) {
            if (each.get("sensor").asText().equals(gateway.sensor())) {
                int value = each.get("distance_mm").asInt();
                assertTrue(kept.put(value, Instant.parse(each.get("at").asText())) == null, "%s is there twice".formatted(value));
            }
        }
        JsonNode end = line.web().get(LEDGER);
        assertEquals(kept.size(), Ledger.of(end).received(gateway.gateway()), end.toString());
        return kept;
    }

    /// Untrusted batches come again under the same numbers.
    private static long settled(Ledger ledger, String gateway) {
        long refused = ledger.rejected().getOrDefault(gateway, Map.of()).entrySet().stream()
                .filter(each -> !each.getKey().equals("untrusted"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return ledger.received(gateway) + refused;
    }
}
