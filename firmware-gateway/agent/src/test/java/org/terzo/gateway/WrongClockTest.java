package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.clock.FeignedClock;
import org.terzo.gateway.uplink.EmbeddedBroker;
import org.terzo.gateway.uplink.FakeHub;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;

/// A whole gateway whose clock is wrong: what it senses meanwhile comes to the hub flagged, and again with its right time.
class WrongClockTest {
    /// More than any run of these tests takes, and far less than what the clock is wrong by.
    private static final Duration NEAR = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private GatewayConfig config(int port) throws IOException {
        String text = """
                site: riva
                gateway: gw-1
                mqtt: {url: "mqtt://127.0.0.1:%d"}
                data: data
                inputs: simulated
                wiring: {sensors: [{sensor: desk-07-pir, kind: pir}]}
                """.formatted(port);
        return GatewayConfig.read(Files.writeString(folder.resolve("gateway.yaml"), text), line -> {}).orElseThrow();
    }

    private FeignedClock says(String line) throws IOException {
        return FeignedClock.read(Files.writeString(folder.resolve("clock"), line), Clock.systemUTC(), Gateway.TICKER);
    }

    private static ObservationBatch nextSeen(FakeHub hub, boolean isTrusted) throws InterruptedException {
        while (true) {
            ObservationBatch batch = hub.nextBatch();
            if (batch.clockTrusted() == isTrusted && batch.records().stream().anyMatch(Observation.class::isInstance)) {
                return batch;
            }
        }
    }

    private static List<Instant> seen(ObservationBatch batch) {
        return batch.records().stream().filter(Observation.class::isInstance).map(each -> ((Observation) each).at()).toList();
    }

    @Test
    void wrongAtBootByHoursBothWaysAndThenCorrected() throws Exception {
        for (String wrong : List.of("+10800 unset", "-10800 unset")) {
            wrongAndRight(wrong, "0 set", true);
        }
    }

    @Test
    void steppingWhileRunningBothWaysAndThenBack() throws Exception {
        for (String step : List.of("+10800 set", "-10800 set")) {
            wrongAndRight("0 set", step, false);
        }
    }

    private void wrongAndRight(String first, String then, boolean beginsWrong) throws Exception {
        int port = freePort();
        Files.deleteIfExists(folder.resolve("data/outbox.db"));
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                PipedOutputStream typing = new PipedOutputStream();
                PipedInputStream typed = new PipedInputStream(typing);
                Gateway _ = Gateway.start(config(port), typed, says(first).board())) {
            if (!beginsWrong) {
                type(typing);
                near(seen(nextSeen(hub, true)).getFirst());
                Files.writeString(folder.resolve("clock"), then);
                Thread.sleep(300);
            }
            type(typing);
            ObservationBatch flagged = nextSeen(hub, false);
            Files.writeString(folder.resolve("clock"), "0 set");
            ObservationBatch repaired = nextSeen(hub, true);
            while (repaired.last() < flagged.last()) {
                repaired = nextSeen(hub, true);
            }
            assertTrue(repaired.first() <= flagged.first() && repaired.last() >= flagged.last(), "under the same numbers");
            assertEquals(flagged.log(), repaired.log());
            seen(repaired).forEach(WrongClockTest::near);
        }
    }

    private static void type(PipedOutputStream typing) throws IOException {
        typing.write("desk-07-pir true\n".getBytes(StandardCharsets.UTF_8));
        typing.flush();
    }

    private static void near(Instant at) {
        assertTrue(Duration.between(at, Instant.now()).abs().compareTo(NEAR) < 0, at.toString());
    }
}
