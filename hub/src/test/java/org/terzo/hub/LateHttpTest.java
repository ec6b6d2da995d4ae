package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes hours late changes the past that a whole hub tells, and the present that follows from it.
final class LateHttpTest {
    private static final int MINUTES = 290;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(5, ChronoUnit.HOURS);

    @TempDir
    private Path folder;

    /// Five minutes of both gateways.
    private record Stretch(int from, int number, String desk, String door) {}

    /// Somebody sits from the 40th to the 100th minute, and people come until the 90th.
    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < MINUTES; from += 5) {
            List<String> desk = new ArrayList<>();
            List<String> door = new ArrayList<>();
            for (int second = 10; second < 300 && from >= 40 && from < 100; second += 30) {
                desk.add("{\"at\":\"%s\",\"sensor\":\"desk-08-pir\",\"motion\":%s}".formatted(start.plusSeconds(60L * from + second), second % 60 == 10));
            }
            if (from < 90) {
                door.add("{\"at\":\"%s\",\"sensor\":\"door-main\",\"passage\":\"in\"}".formatted(start.plusSeconds(60L * from + 100)));
            }
            String alive = "{\"at\":\"%s\",\"alive_s\":300}".formatted(start.plusSeconds(60L * from + 300));
            desk.add(alive);
            door.add(alive);
            stretches.add(new Stretch(from, desk.size(), String.join(",", desk), String.join(",", door)));
        }
        return stretches;
    }

    private static void send(MqttPeer peer, List<Stretch> stretches, String log) throws MqttException {
        int desks = 1;
        int doors = 1;
        for (Stretch each : stretches) {
            int passages = each.from() < 90 ? 2 : 1;
            peer.publish("terzo/v1/riva/gw-1/observations", batch(log, desks, each.desk()));
            peer.publish("terzo/v1/riva/gw-2/observations", batch(log, doors, each.door()));
            desks += each.number();
            doors += passages;
        }
    }

    private static String batch(String log, int first, String records) {
        return "{\"log\":\"%s\",\"first\":%s,\"oldest\":1,\"sentAt\":\"%s\",\"observations\":[%s]}"
                .formatted(log, Integer.toString(first), Instant.now(), records);
    }

    private String told(TestHub hub, String what) throws IOException, InterruptedException {
        return hub.get("/api/v1/sites/riva/history/%s?from=%s&to=%s".formatted(what, start, start.plus(4, ChronoUnit.HOURS))).body();
    }

    private static void awaitAllIn(TestHub hub, int received) throws IOException, InterruptedException {
        hub.await("/api/v1/sites/riva/sequence-ledger", ledger -> ledger.findValues("received").stream().mapToInt(each -> each.asInt()).sum() == received);
        hub.await("/health", health -> health.at("/details/history/pending").asInt() == 0);
    }

    /// The last word of a gateway's watching has no number in the ledger, so it may still be on its way.
    private void assertSameTold(String what, TestHub inTime, TestHub disturbed) throws IOException, InterruptedException {
        for (int look = 0; look < 200 && !told(inTime, what).equals(told(disturbed, what)); look++) {
            Thread.sleep(50);
        }
        assertEquals(told(inTime, what), told(disturbed, what));
    }

    @Test
    void twoHoursThatComeLastAreToldAsIfTheyHadComeFirst() throws IOException, InterruptedException, MqttException {
        List<Stretch> all = stretches();
        List<Stretch> late = all.subList(8, 20);
        try (TestHub inTime = TestHub.start(folder.resolve("a")); TestHub disturbed = TestHub.start(folder.resolve("b"))) {
            inTime.awaitHealthy();
            disturbed.awaitHealthy();
            try (MqttPeer peer = new MqttPeer(inTime.brokerUrl())) {
                send(peer, all.subList(0, 8), "log-1");
                send(peer, late, "log-2");
                send(peer, all.subList(20, all.size()), "log-3");
            }
            try (MqttPeer peer = new MqttPeer(disturbed.brokerUrl())) {
                send(peer, all.subList(0, 8), "log-1");
                send(peer, all.subList(20, all.size()), "log-3");
                awaitAllIn(disturbed, 8);
                assertNotEquals(-1, told(disturbed, "states").indexOf("unknown"));
                send(peer, late, "log-2");
            }
            awaitAllIn(inTime, 138);
            awaitAllIn(disturbed, 138);

            assertSameTold("states", inTime, disturbed);
            assertSameTold("headcount", inTime, disturbed);
            assertNotEquals(-1, told(disturbed, "states").indexOf("\"occupied\""));
        }
    }
}
