package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.stage.GatewaySeat;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.verdict.Ledger;
import org.terzo.hub.chaos.verdict.RunReport;

/// A gateway that is cut off for longer than its outbox has room: the oldest is gone, the ledger says which, and nothing else is.
final class FullOutboxChaos {
    private static final ChaosOptions LARGE = new ChaosOptions(6, 2, 120_000, Duration.ofSeconds(1), Set.of());
    private static final Schedule HARDLY_ANYTHING = Schedule.single(LARGE.seed(), new PlannedFault(FaultKind.GATEWAY_CUT_OFF, 2, Duration.ofSeconds(1)));
    private static final int SMALL_MEGABYTES = 1;
    private static final Duration UNDER_WAY = Duration.ofSeconds(2);
    private static final Duration FILLED = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private int dropped;

    @Test
    void whatIsDroppedIsAKnownGapAndNothingElseIsMissing() throws IOException, InterruptedException {
        RunReport report = new RunReport("full-outbox");
        try {
            Run run = new Run(LARGE, report);

            assertEquals(List.of(), run.wrongs(folder, HARDLY_ANYTHING, stage -> overflow(stage, report)));
            assertEquals(dropped, run.declaredLost(), "what the ledger says was lost for want of room");
        } finally {
            report.write();
        }
    }

    private void overflow(Stage stage, RunReport report) throws IOException, InterruptedException {
        GatewaySeat gateway = stage.gateways().getFirst();
        gateway.kill();
        gateway.network().cut();
        int first = firstNotHad(stage, gateway);
        gateway.startInto(SMALL_MEGABYTES);
        gateway.program().await("outbox full", FILLED);
        gateway.program().await("ended after", FILLED);
        gateway.end();
        dropped = gateway.firstHeld() - first;
        assertTrue(dropped > 0, "the outbox was full");
        gateway.hadToDrop(first, first + dropped);
        gateway.network().heal();
        report.fact("dropped", dropped);
    }

    /// Once nothing of the gateway is under way any more. Its outbox still holds some that the hub has.
    private static int firstNotHad(Stage stage, GatewaySeat gateway) throws IOException, InterruptedException {
        long before = -1;
        long through = Ledger.read(stage.hub().web()).through(gateway.feed().gateway());
        while (through > before) {
            Thread.sleep(UNDER_WAY);
            before = through;
            through = Ledger.read(stage.hub().web()).through(gateway.feed().gateway());
        }
        return (int) through;
    }
}
