package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.terzo.wire.Command;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.Health;
import org.terzo.wire.GatewayStatus.SensorState;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.Reply;
import org.terzo.wire.SensorId;

class CommandsTest {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");

    private final AtomicInteger restarts = new AtomicInteger();
    private final Commands commands = new Commands(CommandsTest::status, () -> restarts.incrementAndGet() > 0, InstantSource.fixed(NINE));

    private static GatewayStatus status(State state) {
        Map<SensorId, SensorState> sensors = Map.of(
                new SensorId("desk-01-pir"), new SensorState(Optional.of(NINE), "ok"), new SensorId("door-main"), new SensorState(Optional.of(NINE), "beam"));
        return new GatewayStatus(
                state, NINE, "boot", "test", OptionalInt.of(3), "synchronised", Optional.empty(), Health.UNKNOWN, Optional.of(NINE), sensors);
    }

    private static Command command(String id, String word) {
        return new Command(id, word, Optional.empty(), Optional.of(NINE.plusSeconds(60)));
    }

    @Test
    void aSelfTestNamesWhatIsFaulty() {
        assertEquals(
                new Reply("1", false, "2 sensors, door-main beam; watching since 2026-03-10T09:00:00Z; clock synchronised"),
                commands.reply(command("1", "self-test")));
        assertEquals(
                new Reply("2", true, "ok, last signal 2026-03-10T09:00:00Z"),
                commands.reply(new Command("2", "self-test", Optional.of("desk-01-pir"), Optional.empty())));
        assertEquals(
                new Reply("3", false, "desk-99 is not wired here"),
                commands.reply(new Command("3", "self-test", Optional.of("desk-99"), Optional.empty())));
    }

    @Test
    void aRestartIsObeyedOnceHoweverOftenItIsDelivered() {
        Reply first = commands.reply(command("1", "restart"));

        assertEquals(new Reply("1", true, "ends now and is started again"), first);
        assertEquals(first, commands.reply(command("1", "restart")));
        assertEquals(1, restarts.get());
    }

    @Test
    void whatCannotBeDoneIsAnsweredWithASentence() {
        assertEquals(new Reply("1", false, "this version drives no light to be found by"), commands.reply(command("1", "identify")));
        assertEquals(new Reply("2", false, "'dance' is not one of identify, self-test, restart"), commands.reply(command("2", "dance")));
        assertEquals(
                new Reply("3", false, "it expired at 2026-03-10T09:00:00Z and the gateway's clock says 2026-03-10T09:00:00Z"),
                commands.reply(new Command("3", "restart", Optional.empty(), Optional.of(NINE))));
        assertEquals(0, restarts.get());
    }
}
