package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.ingest.TakenIn.OBSERVATIONS;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.ledger.Counts;

/// A disk that does not take what it is given, and bugs of the hub.
final class IntakeFailureTest {
    @AutoClose
    private final TakenIn hub = new TakenIn();

    IntakeFailureTest() throws IOException {}

    @Test
    void whileTheDiskIsFullThereIsNoReceiptAndAfterwardsNothingIsMissing() throws IOException, InterruptedException, SQLException {
        hub.send(1, SEEN);
        onDisk("CREATE TRIGGER disk BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'the disk is full'); END");

        receive(2, SEEN, "{}");
        receive(4, SEEN);
        awaitFailure();
        assertTrue(hub.intake.failure().orElse("").contains("the disk is full"), hub.intake.failure().toString());
        assertEquals(List.of(1L), hub.stored());
        assertTrue(hub.receipt().orElse("").contains("\"through\":1,"), hub.receipt().toString());
        assertEquals(2L, TakenIn.numbers(hub.live).get(1));

        onDisk("DROP TRIGGER disk");
        hub.settle();

        assertEquals(Optional.empty(), hub.intake.failure());
        assertEquals(List.of(1L, 2L, 4L), hub.stored());
        assertEquals(List.of(1L, 2L, 4L), TakenIn.numbers(hub.live));
        assertTrue(hub.receipt().orElse("").contains("\"through\":4,"), hub.receipt().toString());
        assertEquals(new Counts(3, 0, 0, 0), hub.counts());
        assertEquals(List.of("malformed"), hub.reasons());
    }

    @Test
    void whereTheStoreTookATransactionBackByItselfTheNextOneBeginsAnew() throws IOException, InterruptedException, SQLException {
        onDisk("CREATE TRIGGER disk BEFORE INSERT ON journal BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END");

        receive(1, SEEN);
        awaitFailure();
        onDisk("DROP TRIGGER disk");
        hub.settle();

        assertEquals(Optional.empty(), hub.intake.failure());
        assertEquals(List.of(1L), hub.stored());
        assertTrue(hub.receipt().orElse("").contains("\"through\":1,"), hub.receipt().toString());
    }

    @Test
    void aCommitThatFailedHalfwayLeavesNothing() throws IOException, InterruptedException, SQLException {
        onDisk("CREATE TRIGGER disk BEFORE INSERT ON dead_letter BEGIN SELECT RAISE(FAIL, 'the disk is full'); END");

        receive(1, SEEN, "{}");
        awaitFailure();

        assertEquals(List.of(), hub.stored());
        onDisk("DROP TRIGGER disk");
        hub.settle();
        assertEquals(List.of(1L), hub.stored());
        assertEquals(List.of("malformed"), hub.reasons());
    }

    @Test
    void aMessageThatMeetsABugIsDroppedAloneCountedAndLoud() throws IOException, InterruptedException {
        hub.bugs(true);
        receive(1, SEEN);
        awaitFailure();
        hub.bugs(false);
        assertEquals(1, hub.intake.faults());
        assertEquals(Optional.empty(), hub.receipt());

        hub.send(1, SEEN);

        assertTrue(hub.receipt().orElse("").contains("\"through\":1,"), hub.receipt().toString());
        assertEquals(List.of(1L), hub.stored());
        assertEquals(List.of(1L), TakenIn.numbers(hub.live));
        assertTrue(hub.intake.failure().orElse("").startsWith(OBSERVATIONS + ": dropped"), hub.intake.failure().toString());
    }

    @Test
    void anIntakeThatWasStoppedSaysSo() throws InterruptedException {
        hub.intake.close();

        assertEquals(Optional.of("the intake has stopped"), hub.intake.failure());
    }

    private void receive(long first, String... records) throws InterruptedException {
        hub.intake.receive(
                OBSERVATIONS, TakenIn.batch("\"log\":\"a\",\"oldest\":1,", first, records).getBytes(StandardCharsets.UTF_8), false);
    }

    private void awaitFailure() throws InterruptedException {
        while (hub.intake.failure().isEmpty()) {
            Thread.sleep(5);
        }
    }

    /// From a connection of its own, as another program would.
    private void onDisk(String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + hub.file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute(change);
        }
    }
}
