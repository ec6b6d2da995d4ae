package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.proxy.Flow;
import org.terzo.hub.chaos.stage.Disks;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.stage.WalFile;

/// What can happen to the hub.
///
/// Where its journal is damaged, only what nobody was told of may go: from some time before on, its receipts do not leave it.
final class HubFaults {
    private static final Duration LAST_RECEIPTS = Duration.ofMillis(500);

    private final Stage stage;
    private final Path scratch;
    private final Random random;

    HubFaults(Stage stage, Path scratch, Random random) {
        this.stage = stage;
        this.scratch = scratch;
        this.random = random;
    }

    /// How the journal of a dead hub is damaged.
    private interface Damage {
        String to(Path journal, WalFile before) throws IOException;
    }

    void addTo(Map<FaultKind, Act> acts) {
        NetworkFaults network = new NetworkFaults(_ -> stage.hubNetwork());
        ProgramFaults program = new ProgramFaults("hub", _ -> stage.hub().program());
        acts.put(FaultKind.HUB_KILLED, this::killed);
        acts.put(FaultKind.HUB_STOPPED, program.stopped());
        acts.put(FaultKind.HUB_CUT_OFF, network.cutOff());
        acts.put(FaultKind.HUB_NOT_HEARD, network.notHeard());
        acts.put(FaultKind.HUB_HEARS_NOTHING, network.hearsNothing());
        acts.put(FaultKind.HUB_HALF_OPEN, network.halfOpen());
        acts.put(FaultKind.HUB_SLOW, network.slow(4_000));
        acts.put(FaultKind.HUB_RESET_IN_MESSAGE, network.resetInMessage(2_000, 10_000));
        acts.put(FaultKind.HUB_DISK_FULL, program.diskFull(_ -> stage.hubDisk(), _ -> stage.hub().journal()));
        acts.put(FaultKind.HUB_CLOCK_STEPS, ProgramFaults.clockSteps(_ -> stage.hub().clock(), ""));
        acts.put(FaultKind.JOURNAL_TORN, damaged(this::tear));
        acts.put(FaultKind.JOURNAL_TRUNCATED, damaged(this::truncate));
        acts.put(FaultKind.JOURNAL_OLDER_COPY, this::olderCopy);
    }

    private String killed(PlannedFault fault) throws IOException, InterruptedException {
        stage.hub().kill();
        Thread.sleep(fault.length());
        stage.hub().start();
        return "";
    }

    private Act damaged(Damage damage) {
        return fault -> {
            keepReceiptsBack();
            WalFile before = WalFile.of(stage.hub().journal());
            Thread.sleep(fault.length());
            killUnheard();
            String what = damage.to(stage.hub().journal(), before);
            stage.hub().start();
            return what;
        };
    }

    private void keepReceiptsBack() throws InterruptedException {
        stage.hubNetwork().flow(new Flow.Stalled(), new Flow.Open());
        Thread.sleep(LAST_RECEIPTS);
    }

    /// What it said and nobody has heard goes with it.
    private void killUnheard() throws InterruptedException {
        stage.hub().kill();
        stage.hubNetwork().cut();
        stage.hubNetwork().heal();
    }

    private String tear(Path journal, WalFile before) throws IOException {
        WalFile log = WalFile.of(journal);
        boolean isNew = log.frames() > log.keptSince(before);
        if (isNew) {
            log.tear();
        }
        return isNew ? "the last of %s pages torn".formatted(Integer.toString(log.frames())) : "nothing was written meanwhile";
    }

    private String truncate(Path journal, WalFile before) throws IOException {
        WalFile log = WalFile.of(journal);
        int least = log.keptSince(before);
        int kept = log.frames() > least ? least + random.nextInt(log.frames() - least) : log.frames();
        if (kept < log.frames()) {
            log.truncate(kept);
        }
        return "%s of %s pages kept".formatted(Integer.toString(kept), Integer.toString(log.frames()));
    }

    private String olderCopy(PlannedFault fault) throws IOException, InterruptedException {
        Path copy = scratch.resolve("journal.sqlite");
        keepReceiptsBack();
        stage.hub().program().pause();
        Disks.copyDatabase(stage.hub().journal(), copy);
        stage.hub().program().resume();
        Thread.sleep(fault.length());
        killUnheard();
        Disks.copyDatabase(copy, stage.hub().journal());
        stage.hub().start();
        return "";
    }
}
