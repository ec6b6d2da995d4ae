package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        acts.put(FaultKind.HUB_KILLED, this::killed);
        acts.put(FaultKind.HUB_STOPPED, this::stopped);
        acts.put(FaultKind.HUB_CUT_OFF, network.cutOff());
        acts.put(FaultKind.HUB_NOT_HEARD, network.notHeard());
        acts.put(FaultKind.HUB_HEARS_NOTHING, network.hearsNothing());
        acts.put(FaultKind.HUB_HALF_OPEN, network.halfOpen());
        acts.put(FaultKind.HUB_SLOW, network.slow(4_000));
        acts.put(FaultKind.HUB_RESET_IN_MESSAGE, network.resetInMessage(2_000, 10_000));
        acts.put(FaultKind.HUB_DISK_FULL, this::diskFull);
        acts.put(FaultKind.HUB_CLOCK_STEPS, this::clockSteps);
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

    private String stopped(PlannedFault fault) throws IOException, InterruptedException {
        stage.hub().program().pause();
        Thread.sleep(fault.length());
        stage.hub().program().resume();
        return "";
    }

    /// To one side, to the other and back.
    private String clockSteps(PlannedFault fault) throws IOException, InterruptedException {
        for (String seconds : List.of("+10800", "-7200")) {
            stage.hub().clock().say(seconds);
            Thread.sleep(fault.length().dividedBy(2));
        }
        stage.hub().clock().say("0");
        return "by 3 h, by -2 h, and back";
    }

    private String diskFull(PlannedFault fault) throws IOException, InterruptedException {
        if (!stage.hubDisk().canBeFull()) {
            return "skipped: only root can mount a disk that is small";
        }
        Disks.emptyLog(stage.hub().journal());
        stage.hubDisk().fill();
        Thread.sleep(fault.length());
        stage.hubDisk().makeRoom();
        return stage.hub().program().hasSaid(Disks.FULL) ? "the hub said so" : "the hub did not notice";
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
