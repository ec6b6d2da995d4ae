package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.chaos.bug.DeletedOnAcknowledgement;
import org.terzo.hub.chaos.bug.ForeignJournal;
import org.terzo.hub.chaos.bug.PacketRelay;
import org.terzo.hub.chaos.bug.ReceiptBeforeCommit;
import org.terzo.hub.chaos.bug.RepeatedAsNew;
import org.terzo.hub.chaos.bug.Tampering;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.plan.Round;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.stage.Stage.Detour;
import org.terzo.hub.chaos.stage.Stage.Detours;
import org.terzo.hub.chaos.verdict.RunReport;
import org.terzo.hub.chaos.verdict.Verdict;

/// The check can fail: with each of these bugs, made outside of the product, the same program reports it.
final class DeliberateBugsChaos {
    private static final ChaosOptions SMALL = new ChaosOptions(5, 2, 6_000, Duration.ofMillis(250), Set.of());
    private static final Detour STRAIGHT = port -> port;

    @TempDir
    Path folder;

    private final List<PacketRelay> relays = new ArrayList<>();

    @AfterEach
    void endTheRelays() throws IOException {
        for (PacketRelay each : relays) {
            each.close();
        }
    }

    @Test
    void withoutABugTheSameFaultsCostNothing(TestInfo test) throws IOException, InterruptedException {
        Verdict verdict = verdict(test, Detours.NONE, DeliberateBugsChaos::killBeforeTheCommit, FaultKind.BROKER_LOST_ITS_QUEUE, FaultKind.DELIVERED_AGAIN_IN_DISORDER);

        assertTrue(verdict.isGood(), verdict.text() + verdict.findings());
    }

    @Test
    void aReceiptBeforeTheCommitIsReportedAsLoss(TestInfo test) throws IOException, InterruptedException {
        Verdict verdict = verdict(test, new Detours(STRAIGHT, through(ReceiptBeforeCommit::new)), DeliberateBugsChaos::killBeforeTheCommit, FaultKind.GATEWAY_CUT_OFF);

        assertTrue(verdict.lost() > 0, verdict.text() + verdict.findings());
    }

    @Test
    void anOutboxThatDeletesOnPubackIsReportedAsLoss(TestInfo test) throws IOException, InterruptedException {
        Verdict verdict = verdict(test, new Detours(through(DeletedOnAcknowledgement::new), STRAIGHT), _ -> {}, FaultKind.BROKER_LOST_ITS_QUEUE);

        assertTrue(verdict.lost() > 0, verdict.text() + verdict.findings());
    }

    @Test
    void repetitionsThatAreNotFilteredAreReportedAsCountedTwice(TestInfo test) throws IOException, InterruptedException {
        RepeatedAsNew bug = new RepeatedAsNew();
        Verdict verdict = verdict(test, new Detours(STRAIGHT, through(() -> bug)), _ -> {}, FaultKind.DELIVERED_AGAIN_IN_DISORDER);

        assertTrue(verdict.twice() > 0, verdict.text() + verdict.findings());
    }

    @Test
    void aCursorThatIsNotInTheSameTransactionIsReportedAsLoss(TestInfo test) throws IOException, InterruptedException {
        Verdict verdict = verdict(test, Detours.NONE, DeliberateBugsChaos::killBetweenTwoTransactions, FaultKind.GATEWAY_CUT_OFF);

        assertTrue(verdict.lost() > 0, verdict.text() + verdict.findings());
        assertTrue(verdict.silent() > 0, "no gap is open of what is lost: " + verdict.text());
        assertFalse(verdict.findings().isEmpty(), "the ledger has more received than history holds");
    }

    /// The hub has heard it, its disk has not, and the broker does not say it again.
    private static void killBeforeTheCommit(Stage stage) throws IOException, InterruptedException {
        try (ForeignJournal journal = ForeignJournal.open(stage.hub().journal())) {
            journal.holdCommits();
            Thread.sleep(4_000);
            stage.hub().kill();
        }
        stage.broker().kill();
        stage.broker().forget();
        stage.broker().start();
        stage.hub().start();
    }

    private static void killBetweenTwoTransactions(Stage stage) throws IOException, InterruptedException {
        stage.storeNetwork().cut(); // so that nothing of it is in history yet
        Thread.sleep(3_000);
        stage.hub().kill();
        try (ForeignJournal journal = ForeignJournal.open(stage.hub().journal())) {
            assertTrue(journal.forgetBatches(20) > 0, "the journal holds batches");
        }
        stage.storeNetwork().heal();
        stage.hub().start();
    }

    private Detour through(Supplier<Tampering> tamperings) {
        return port -> {
            relays.add(PacketRelay.before(port, tamperings));
            return relays.getLast().port();
        };
    }

    private Verdict verdict(TestInfo test, Detours detours, Run.Deed deed, FaultKind... kinds) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        for (FaultKind kind : kinds) {
            rounds.add(new Round(Duration.ofSeconds(2), List.of(new PlannedFault(kind, 1, Duration.ofSeconds(4)))));
        }
        RunReport report = new RunReport("bug-" + test.getTestMethod().orElseThrow().getName());
        try {
            return new Run(SMALL, report).disturbed(folder, new Schedule(SMALL.seed(), rounds), detours, deed).verdict();
        } finally {
            report.write();
        }
    }
}
