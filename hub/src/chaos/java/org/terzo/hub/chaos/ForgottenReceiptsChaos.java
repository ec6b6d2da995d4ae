package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.proxy.Flow;
import org.terzo.hub.chaos.stage.Disks;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.stage.WalFile;
import org.terzo.hub.chaos.verdict.Comparison;
import org.terzo.hub.chaos.verdict.Ledger;
import org.terzo.hub.chaos.verdict.Outcome;
import org.terzo.hub.chaos.verdict.RunReport;
import org.terzo.hub.chaos.verdict.Verdict;

/// A journal that is damaged when its receipts have left, so that gateways no longer hold what goes with it: what is lost lies in open gaps
/// of the ledger, nothing is counted twice, and history is that of a day on which it was never sensed.
final class ForgottenReceiptsChaos {
    private static final ChaosOptions BRISK = new ChaosOptions(7, 2, 24_000, Duration.ofMillis(500), Set.of());
    private static final Schedule HARDLY_ANYTHING = Schedule.single(BRISK.seed(), new PlannedFault(FaultKind.GATEWAY_CUT_OFF, 2, Duration.ofSeconds(1)));

    /// Longer than the last 200 that a gateway keeps although it has their receipt.
    private static final Duration FORGOTTEN = Duration.ofSeconds(5);

    private static final Duration LAST_RECEIPTS = Duration.ofSeconds(1);
    private static final int PAGES = 3;

    @TempDir
    Path folder;

    /// How the journal of a dead hub is damaged.
    private interface Damage {
        void to(Path journal, WalFile before, Path copy) throws IOException;
    }

    @Test
    void anOlderCopy(TestInfo test) throws IOException, InterruptedException {
        assertTrue(lost(test, (journal, _, copy) -> Disks.copyDatabase(copy, journal)) > 0, "nothing was lost");
    }

    @Test
    void aLogThatIsCut(TestInfo test) throws IOException, InterruptedException {
        assertTrue(lost(test, (journal, before, _) -> WalFile.of(journal).truncate(WalFile.of(journal).keptSince(before))) > 0, "nothing was lost");
    }

    @Test
    void pagesThatCannotBeRead(TestInfo test) throws IOException, InterruptedException {
        assertTrue(lost(test, (journal, _, _) -> Disks.scratch(journal, PAGES, new Random(BRISK.seed()))) > 0, "nothing was lost");
    }

    private long lost(TestInfo test, Damage damage) throws IOException, InterruptedException {
        RunReport report = new RunReport("forgotten-" + test.getTestMethod().orElseThrow().getName());
        try {
            Run run = new Run(BRISK, report);
            Run.Ended ended = run.disturbed(folder.resolve("disturbed"), HARDLY_ANYTHING, Stage.Detours.NONE, stage -> forget(stage, damage, report));
            Verdict verdict = ended.verdict();
            report.say(verdict.text() + verdict.findings());

            assertEquals(0, verdict.silent(), verdict.text());
            assertEquals(0, verdict.twice(), verdict.text());
            assertEquals(List.of(), verdict.findings());
            Outcome undisturbed = run.undisturbed(folder.resolve("undisturbed"), verdict.missing());
            assertEquals(List.of(), Comparison.differences(ended.outcome(), undisturbed));
            return verdict.lost();
        } finally {
            report.write();
        }
    }

    /// The store is away meanwhile, so that the journal alone has what the gateways have receipts for.
    private void forget(Stage stage, Damage damage, RunReport report) throws IOException, InterruptedException {
        Path copy = folder.resolve("copy.sqlite");
        report.say("when the store was cut off: " + Ledger.read(stage.hub().web()).text());
        stage.storeNetwork().cut();
        stage.hub().program().pause();
        WalFile before = WalFile.of(stage.hub().journal());
        Disks.copyDatabase(stage.hub().journal(), copy);
        stage.hub().program().resume();
        Thread.sleep(FORGOTTEN);
        stage.hubNetwork().flow(new Flow.Open(), new Flow.Stalled());
        Thread.sleep(LAST_RECEIPTS);
        report.say("when the hub was killed: " + Ledger.read(stage.hub().web()).text());
        stage.hub().kill();
        stage.hubNetwork().heal();
        damage.to(stage.hub().journal(), before, copy);
        stage.storeNetwork().heal();
        stage.hub().start();
    }
}
