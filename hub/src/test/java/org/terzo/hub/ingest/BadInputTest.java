package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.ingest.TakenIn.NOT_SEEN;
import static org.terzo.hub.ingest.TakenIn.OBSERVATIONS;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.wire.LogId;

/// wire.md section 7, row by row, on a real journal. After each bad input a good batch is taken.
final class BadInputTest {
    @AutoClose
    private final TakenIn hub = new TakenIn();

    BadInputTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "\"text\"",
                "{\"first\":1,\"observations\":[]}",
                "{\"log\":\"a\",\"observations\":[]}",
                "{\"log\":\"a\",\"first\":1}",
                "{\"log\":\"a\",\"first\":\"1\",\"observations\":[]}",
                "{\"log\":\"a\",\"first\":0,\"observations\":[]}",
                "{\"log\":7,\"first\":1,\"observations\":[]}",
                "{\"log\":\"a\",\"first\":1,\"observations\":{}}",
                "{\"log\":\"a\",\"first\":1,\"observations\":[]} {}"
            })
    void aBatchThatDoesNotParseIsOneDeadLetterAndGetsNoReceipt(String payload) throws IOException, InterruptedException {
        hub.message(OBSERVATIONS, payload);

        assertEquals(Optional.empty(), hub.receipt());
        assertEquals(List.of("malformed"), hub.reasons());
        assertAGoodBatchIsTaken();
    }

    @Test
    void aBatchThatIsTooLargeOrHasTooManyRecordsIsTheSame() throws IOException, InterruptedException {
        hub.message(OBSERVATIONS, "x".repeat(300 * 1024));
        hub.send(1, Collections.nCopies(501, SEEN).toArray(String[]::new));

        assertEquals(Optional.empty(), hub.receipt());
        assertEquals(List.of("too-large", "too-many"), hub.reasons());
        assertAGoodBatchIsTaken();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sensor\":\"desk-07-pir\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"Desk 7\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T10:00:00+01:00\",\"sensor\":\"desk-07-pir\",\"motion\":true} | malformed",
                "7 | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"smell\":1} | unknown-reading",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true,\"contact\":\"open\"} | two-readings",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":\"yes\"} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"distance_mm\":-1} | bad-value",
                "{\"at\":\"2026-03-10T09:10:01Z\",\"sensor\":\"desk-07-pir\",\"motion\":true} | future",
                "{\"at\":\"2026-02-01T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true} | too-old",
                "{\"at\":\"2026-03-09T08:59:59Z\",\"sensor\":\"door-main\",\"passage\":\"in\"} | too-old",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-99-pir\",\"motion\":true} | unclaimed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-09-pir\",\"motion\":true} | foreign-sensor"
            })
    void aBadRecordAloneIsADeadLetterAndTheReceiptPassesIt(String bad, String reason) throws IOException, InterruptedException {
        hub.send(1, SEEN, bad, SEEN);

        assertReceipt(3);
        Rejection letter = hub.letters().getFirst();
        assertEquals(reason, letter.reason());
        assertEquals(Optional.of(new LogId("a")), letter.log());
        assertEquals(OptionalLong.of(2), letter.sequence());
        assertEquals(List.of(1L, 3L), TakenIn.numbers(hub.live));
        assertEquals(List.of(1L, 3L), hub.stored());
        assertEquals(2, hub.counts().received());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2026-03-10T09:10:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true}",
                "{\"at\":\"2026-02-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true}",
                "{\"at\":\"2026-03-09T09:00:00Z\",\"sensor\":\"door-main\",\"passage\":\"in\"}",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true,\"smell\":1}"
            })
    void whatIsJustWithinTheBoundsIsTaken(String record) throws IOException, InterruptedException {
        hub.send(1, record);

        assertEquals(List.of(), hub.reasons());
        assertEquals(List.of(1L), hub.stored());
    }

    @Test
    void aBadRecordSentAgainIsNotRefusedAgain() throws IOException, InterruptedException {
        hub.send(1, SEEN, "{}");
        hub.send(1, SEEN, "{}");

        assertEquals(List.of("malformed"), hub.reasons());
        assertEquals(1, hub.counts().duplicates());
        assertReceipt(2);
    }

    @Test
    void aClockThatIsOffIsSaidAndTheBatchIsTaken() throws IOException, InterruptedException {
        hub.message(OBSERVATIONS, TakenIn.batch("\"log\":\"a\",", 1, SEEN).replace("T09:00:00Z\",\"obs", "T08:49:59Z\",\"obs"));
        assertTrue(gateway("gw-1").clockWrong());
        assertEquals(List.of(1L), hub.stored());

        hub.send(2, SEEN);
        assertEquals(false, gateway("gw-1").clockWrong());
    }

    @Test
    void aBatchWithoutATimeOfSendingSaysNothingOfTheClock() throws IOException, InterruptedException {
        hub.message(OBSERVATIONS, "{\"log\":\"a\",\"first\":1,\"observations\":[" + SEEN + "]}");

        assertEquals(false, gateway("gw-1").clockWrong());
        assertReceipt(1);
    }

    @Test
    void otherContentUnderTheSameNumberIsAConflictAndTheFirstStays() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(1, NOT_SEEN);

        assertReceipt(1);
        assertEquals(List.of("conflict"), hub.reasons());
        assertEquals(List.of(1L), hub.stored());
        assertEquals(List.of(1L), TakenIn.numbers(hub.live));
    }

    @Test
    void aConflictIsSeenAlsoWhereBatchesWereCutDifferently() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(1, SEEN, SEEN);
        hub.send(2, NOT_SEEN, SEEN);
        hub.send(1, SEEN, SEEN, NOT_SEEN);

        assertEquals(List.of("conflict", "conflict"), hub.reasons());
        assertEquals(List.of(1L, 2L, 3L), hub.stored());
    }

    @Test
    void aConflictWithARecordThatWasRefusedIsSeenToo() throws IOException, InterruptedException {
        hub.send(1, "{}");
        hub.send(1, SEEN);

        assertEquals(List.of("malformed", "conflict"), hub.reasons());
        assertEquals(List.of(), hub.stored());
    }

    @Test
    void anUnknownGatewayIsADeadLetterAndIsOfferedInTheFleetView() throws IOException, InterruptedException {
        String alive = "{\"at\":\"2026-03-10T09:00:00Z\",\"alive_s\":5}";
        hub.message("terzo/v1/riva/gw-9/observations", TakenIn.batch("\"log\":\"a\",", 1, SEEN.replace("07", "99"), SEEN, alive));

        assertEquals(List.of("unclaimed", "unclaimed", "unclaimed"), hub.reasons());
        assertEquals("unclaimed", gateway("gw-9").state());
        assertTrue(hub.receipts.getOrDefault("terzo/v1/riva/gw-9/receipt", "").startsWith("{\"log\":\"a\",\"through\":3,"));
    }

    @Test
    void aSensorOfAnotherGatewayIsASecurityEvent() throws IOException, InterruptedException {
        hub.send(1, SEEN.replace("07", "09"), SEEN, SEEN.replace("07", "09"));

        assertEquals(2, gateway("gw-1").foreignSensors());
        assertEquals(List.of(2L), hub.stored());
    }

    @Test
    void aTopicThatIsNoneIsADeadLetterOfNobody() throws IOException, InterruptedException {
        hub.message("terzo/v1/riva/desk/observations", TakenIn.batch("\"log\":\"a\",", 1, SEEN));
        hub.message("terzo/v1/Riva!/gw-1/observations", TakenIn.batch("\"log\":\"a\",", 1, SEEN));

        assertEquals(List.of("malformed", "malformed"), hub.reasons());
        assertEquals("", hub.letters().getFirst().gateway());
        assertAGoodBatchIsTaken();
    }

    @Test
    void aStatusThatDoesNotParseIsADeadLetterToo() throws IOException, InterruptedException {
        hub.message("terzo/v1/riva/gw-1/status", "{\"state\":7}");

        assertEquals(List.of("malformed"), hub.reasons());
        assertAGoodBatchIsTaken();
    }

    private GatewayState gateway(String name) {
        return hub.gateways.all().stream().filter(each -> each.gateway().value().equals(name)).findFirst().orElseThrow();
    }

    private void assertAGoodBatchIsTaken() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        assertReceipt(1);
        assertEquals(List.of(1L), hub.stored());
    }

    private void assertReceipt(long through) {
        assertEquals(
                "{\"log\":\"a\",\"through\":%s,\"at\":\"2026-03-10T09:00:00.000Z\"}".formatted(Long.toString(through)),
                hub.receipt().orElse("no receipt"));
    }
}
