package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;

/// An uplink whose outbox was not closed in order, or is not open yet.
class EarlierLogsTest {
    @TempDir
    Path folder;

    /// A folder where the write-ahead log should be keeps the file from being opened; the receipt waits for it.
    @Test
    void aReceiptThatComesBeforeTheOutboxIsOpenIsTakenOnceItIs() throws Exception {
        int port = Mosquitto.freePort();
        LogId log;
        try (Outbox outbox = Outbox.open(folder, 10_000_000)) {
            Linked.append(outbox, 3);
            log = outbox.state().log();
        }
        Path inTheWay = Files.createDirectory(folder.resolve("outbox.db-wal"));
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            hub.nextStatus();
            hub.giveReceipt(log, 2);

            Files.delete(inTheWay);

            ObservationBatch rest = hub.nextBatch();
            while (rest.last() != 3) {
                rest = hub.nextBatch();
            }
            hub.giveReceipt(log, 3);
            Linked.awaitEmpty(outbox);
        }
    }

    /// Its last end was none: three records of the old log wait, and two were taken since.
    @Test
    void whatIsHeldOfAnEarlierLogIsSentUnderItsNumbersAndItsReceiptsSettleIt() throws Exception {
        int port = Mosquitto.freePort();
        LogId earlier = threeWaitOfALogThatWasNotClosed();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000)) {
            Linked.append(outbox, 2);
            try (Uplink _ = Linked.uplink(outbox, port)) {
                ObservationBatch old = hub.nextBatch();
                assertEquals(List.of(earlier, 1L, 3L), List.of(old.log(), old.first(), old.last()));
                ObservationBatch fresh = hub.nextBatch();
                assertEquals(List.of(outbox.state().log(), 1L, 2L), List.of(fresh.log(), fresh.first(), fresh.last()));
                assertEquals(1, fresh.oldest().orElse(-1));

                hub.giveReceipt(fresh.log(), 2);
                ObservationBatch again = hub.nextBatch();
                while (!again.log().equals(earlier)) {
                    again = hub.nextBatch();
                }
                hub.giveReceipt(earlier, 3);
                Linked.awaitEmpty(outbox);
            }
        }
    }

    @Test
    void ofAnEarlierLogWhoseRestWasDroppedTheHubIsToldWhereItEnded() throws Exception {
        int port = Mosquitto.freePort();
        LogId earlier = threeWaitOfALogThatWasNotClosed();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 20_000)) {
            while (outbox.state().first() <= 3) {
                Linked.append(outbox, 100);
            }
            assertEquals(earlier, outbox.state().logs().getFirst().id());
            try (Uplink _ = Linked.uplink(outbox, port)) {
                ObservationBatch told = hub.nextBatch();
                assertEquals(List.of(earlier, 4L, 0, 4L), List.of(told.log(), told.first(), told.records().size(), told.oldest().orElse(-1)));
                ObservationBatch rest = hub.nextBatch();
                assertEquals(rest.first(), rest.oldest().orElse(-1), "and below this nothing will come of the new one");
                hub.giveReceipt(earlier, 3);
                hub.giveReceipt(outbox.state().log(), outbox.state().logs().getLast().last());
                Linked.awaitEmpty(outbox);
                assertEquals(1, outbox.state().logs().size());
            }
        }
    }

    private LogId threeWaitOfALogThatWasNotClosed() throws Exception {
        LogId log;
        try (Outbox outbox = Outbox.open(folder, 10_000_000)) {
            Linked.append(outbox, 3);
            log = outbox.state().log();
        }
        Files.delete(folder.resolve("outbox.closed"));
        return log;
    }
}
