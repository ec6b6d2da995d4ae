package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.wire.GatewayId;

/// wire.md section 5, as the fleet view shows it.
final class GatewayStatesTest {
    private static final String STATUS = "terzo/v1/riva/gw-1/status";
    private static final Duration SILENCE = Duration.ofSeconds(75);

    @AutoClose
    private final TakenIn hub = new TakenIn();

    GatewayStatesTest() throws IOException {}

    @Test
    void aGatewayThatASiteNamesIsLostUntilItSpeaks() throws InterruptedException {
        hub.gateways.expect(TakenIn.RIVA, new GatewayId("gw-1"));
        assertEquals(List.of("gw-1 lost never"), states());

        hub.message(STATUS, status("ready"));
        assertEquals(List.of("gw-1 ready 2026-03-10T09:00:00Z"), states());
    }

    @Test
    void aGatewayThatIsSilentFor75SecondsIsLostWhateverItSaid() throws InterruptedException {
        hub.message(STATUS, status("ready"));

        hub.after(SILENCE.minusMillis(1));
        assertEquals(List.of("gw-1 ready 2026-03-10T09:00:00Z"), states());
        hub.after(Duration.ofMillis(1));
        assertEquals(List.of("gw-1 lost 2026-03-10T09:00:00Z"), states());

        hub.send(1, SEEN);
        assertEquals(List.of("gw-1 ready 2026-03-10T09:01:15Z"), states());
    }

    @Test
    void whereTheClockStepsBackSilenceIsCountedFromThereOn() throws InterruptedException {
        hub.message(STATUS, status("ready"));

        hub.after(Duration.ofHours(-1));
        assertEquals(List.of("gw-1 ready 2026-03-10T08:00:00Z"), states());
        hub.after(SILENCE);
        assertEquals(List.of("gw-1 lost 2026-03-10T08:00:00Z"), states());
    }

    @Test
    void theLastWillSaysLostAtOnceAndAGoodbyeStaysAGoodbye() throws InterruptedException {
        hub.message(STATUS, status("ready"));
        hub.message(STATUS, status("lost"));
        assertEquals(List.of("gw-1 lost 2026-03-10T09:00:00Z"), states());

        hub.message(STATUS, status("disconnected"));
        hub.after(SILENCE);
        assertEquals(List.of("gw-1 disconnected 2026-03-10T09:00:00Z"), states());
    }

    @Test
    void whatTheBrokerHasKeptWasSaidWhenItWasSaid() throws InterruptedException {
        hub.after(Duration.ofHours(1));
        hub.intake.receive(STATUS, status("ready").getBytes(StandardCharsets.UTF_8), true);
        hub.settle();

        assertEquals(List.of("gw-1 lost 2026-03-10T09:00:00Z"), states());
    }

    @Test
    void aGatewayThatNoSiteNamesIsUnclaimedUntilOneDoes() throws IOException, InterruptedException {
        hub.message("terzo/v1/riva/gw-9/status", status("ready"));
        assertEquals(List.of("gw-9 unclaimed 2026-03-10T09:00:00Z"), states());
        assertEquals(List.of(), hub.letters());
        hub.after(SILENCE);
        assertEquals(List.of("gw-9 unclaimed 2026-03-10T09:00:00Z"), states());

        hub.message("terzo/v1/riva/gw-9/status", status("ready"));
        hub.gateways.expect(TakenIn.RIVA, new GatewayId("gw-9"));
        assertEquals(List.of("gw-9 ready 2026-03-10T09:01:15Z"), states());
    }

    @Test
    void ofUnclaimedGatewaysOnlySoManyAreRemembered() throws InterruptedException {
        for (int i = 0; i < 1_100; i++) {
            hub.intake.receive("terzo/v1/riva/x%s/status".formatted(Integer.toString(i)), status("ready").getBytes(StandardCharsets.UTF_8), false);
        }
        hub.settle();

        assertEquals(1_000, states().size());
    }

    @Test
    void watchingGoesIntoTheJournalAndAnEarlyLastWillDoesNot() throws IOException, InterruptedException {
        hub.message(STATUS, status("ready"));
        hub.message(STATUS, status("lost"));

        assertEquals(List.of(JournalEntry.Watched.class), hub.journal.after(0, 10).stream().map(Object::getClass).toList());
    }

    private List<String> states() {
        return hub.gateways.all().stream()
                .map(each -> "%s %s %s".formatted(each.gateway(), each.state(), each.lastHeard().map(Object::toString).orElse("never")))
                .toList();
    }

    @Test
    void anIdIsUsedTwiceWhenAnEarlierStartSpeaksAgain() throws InterruptedException {
        String first = status("ready");
        String second = first.replace("0b5c2c0e", "1b5c2c0e");
        hub.message(STATUS, first);
        hub.message(STATUS, second);
        hub.message(STATUS, status("lost"));
        assertEquals(false, hub.gateways.isUsedTwice(TakenIn.RIVA, new GatewayId("gw-1")), "a gateway may start again");

        hub.message(STATUS, first);
        assertEquals(true, hub.gateways.isUsedTwice(TakenIn.RIVA, new GatewayId("gw-1")));
        hub.after(Duration.ofMinutes(10));
        assertEquals(false, hub.gateways.isUsedTwice(TakenIn.RIVA, new GatewayId("gw-1")), "long enough ago");
    }

    private static String status(String state) {
        return ("{\"state\":\"%s\",\"at\":\"2026-03-10T09:00:00Z\",\"boot\":\"0b5c2c0e-6f0a-4b0e-9a53-5b1d2f6f3a11\",\"version\":\"1.0.0\",\"wiring\":3,"
                        + "\"clock\":\"synchronised\",\"watching\":{\"since\":\"2026-03-10T08:59:00Z\"}}")
                .formatted(state);
    }
}
