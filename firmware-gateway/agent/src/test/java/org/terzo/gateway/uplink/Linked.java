package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.Command;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reply;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// An uplink of gateway gw-1 that waits for nothing long, and the outbox behind it.
final class Linked {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");
    private static final Pace BRISK = new Pace(
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Pace.USUAL.signals(),
            new Pace.Brake(1, Duration.ofMillis(50)));

    private Linked() {}

    static Uplink uplink(Outbox outbox, int port) {
        return uplink(outbox, "mqtt://127.0.0.1:" + port, Optional.empty());
    }

    static Uplink uplink(Outbox outbox, String url, Optional<Path> authorities) {
        Uplink uplink = new Uplink(
                new GatewayAddress(new SiteId("riva"), new GatewayId("gw-1")),
                new BrokerSettings(URI.create(url), Optional.empty(), Optional.empty(), authorities),
                BRISK,
                outbox,
                new Spoken(),
                Clock.systemUTC(),
                () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        uplink.start();
        return uplink;
    }

    private record Spoken() implements Answers {
        @Override
        public GatewayStatus status(State state) {
            return GatewayStatus.bare(state, NINE, "boot", "test");
        }

        @Override
        public Reply reply(Command command) {
            return new Reply(command.id(), false, "this version does not " + command.word());
        }
    }

    static void append(Outbox outbox, int number) throws Exception {
        List<LogRecord> records = new ArrayList<>();
        for (int second = 0; second < number; second++) {
            records.add(new Observation(NINE.plusSeconds(second), new SensorId("desk-01-pir"), new Reading.Motion(true)));
        }
        long _ = outbox.append(records, Optional.empty(), Optional.empty()).get();
    }

    /// Nothing waits for a receipt any more, within half a minute.
    static void awaitEmpty(Outbox outbox) throws InterruptedException {
        CountDownLatch empty = new CountDownLatch(1);
        Runnable look = () -> {
            if (outbox.state().pending() == 0) {
                empty.countDown();
            }
        };
        outbox.onCommit(look);
        look.run();
        assertTrue(empty.await(30, TimeUnit.SECONDS), outbox.state().toString());
    }
}
