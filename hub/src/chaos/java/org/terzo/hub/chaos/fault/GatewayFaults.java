package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.stage.Disks;
import org.terzo.hub.chaos.stage.GatewaySeat;
import org.terzo.hub.chaos.stage.SmallDisk;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.stage.WalFile;

/// What can happen to a gateway.
final class GatewayFaults {
    private final Stage stage;
    private final Path scratch;

    GatewayFaults(Stage stage, Path scratch) {
        this.stage = stage;
        this.scratch = scratch;
    }

    void addTo(Map<FaultKind, Act> acts) {
        NetworkFaults network = new NetworkFaults(fault -> victim(fault).network());
        acts.put(FaultKind.GATEWAY_KILLED, this::killed);
        acts.put(FaultKind.GATEWAY_STOPPED, this::stopped);
        acts.put(FaultKind.GATEWAY_CUT_OFF, network.cutOff());
        acts.put(FaultKind.GATEWAY_NOT_HEARD, network.notHeard());
        acts.put(FaultKind.GATEWAY_HEARS_NOTHING, network.hearsNothing());
        acts.put(FaultKind.GATEWAY_HALF_OPEN, network.halfOpen());
        acts.put(FaultKind.GATEWAY_SLOW, network.slow(2_000));
        acts.put(FaultKind.GATEWAY_RESET_IN_MESSAGE, network.resetInMessage(1_000, 500));
        acts.put(FaultKind.GATEWAY_DISK_FULL, this::diskFull);
        acts.put(FaultKind.GATEWAY_CLOCK_STEPS, this::clockSteps);
        acts.put(FaultKind.GATEWAY_WIPED, this::wiped);
        acts.put(FaultKind.OUTBOX_TORN, this::torn);
        acts.put(FaultKind.OUTBOX_TRUNCATED, this::truncated);
        acts.put(FaultKind.OUTBOX_OLDER_COPY, this::olderCopy);
    }

    private GatewaySeat victim(PlannedFault fault) {
        return stage.gateways().get(fault.gateway() - 1);
    }

    private String killed(PlannedFault fault) throws IOException, InterruptedException {
        victim(fault).kill();
        Thread.sleep(fault.length());
        victim(fault).start();
        return "";
    }

    private String stopped(PlannedFault fault) throws IOException, InterruptedException {
        victim(fault).program().pause();
        Thread.sleep(fault.length());
        victim(fault).program().resume();
        return "";
    }

    private String diskFull(PlannedFault fault) throws IOException, InterruptedException {
        SmallDisk disk = stage.disk(victim(fault));
        if (!disk.canBeFull()) {
            return "skipped: only root can mount a disk that is small";
        }
        Disks.emptyLog(victim(fault).outbox());
        disk.fill();
        Thread.sleep(fault.length());
        disk.makeRoom();
        return victim(fault).program().hasSaid(Disks.FULL) ? "the gateway said so" : "the gateway did not notice";
    }

    /// To one side, to the other and back.
    private String clockSteps(PlannedFault fault) throws IOException, InterruptedException {
        for (String seconds : List.of("+10800", "-7200")) {
            victim(fault).clock().say(seconds + " set");
            Thread.sleep(fault.length().dividedBy(2));
        }
        victim(fault).clock().say("0 set");
        return "by 3 h, by -2 h, and back";
    }

    /// A new card: nothing is left of what it held.
    private String wiped(PlannedFault fault) throws IOException, InterruptedException {
        victim(fault).kill();
        victim(fault).loseWhatItHolds();
        Disks.empty(victim(fault).data());
        Thread.sleep(fault.length());
        victim(fault).start();
        return "";
    }

    private String torn(PlannedFault fault) throws IOException, InterruptedException {
        victim(fault).kill();
        victim(fault).loseWhatItHolds();
        WalFile log = WalFile.of(victim(fault).outbox());
        if (log.frames() > log.moved()) {
            log.tear();
        }
        Thread.sleep(fault.length());
        victim(fault).start();
        return "the last of %s pages torn".formatted(Integer.toString(log.frames()));
    }

    private String truncated(PlannedFault fault) throws IOException, InterruptedException {
        victim(fault).kill();
        victim(fault).loseWhatItHolds();
        WalFile log = WalFile.of(victim(fault).outbox());
        int kept = log.moved() + (log.frames() - log.moved()) / 2;
        if (log.frames() > log.moved()) {
            log.truncate(kept);
        }
        Thread.sleep(fault.length());
        victim(fault).start();
        return "%s of %s pages kept".formatted(Integer.toString(kept), Integer.toString(log.frames()));
    }

    private String olderCopy(PlannedFault fault) throws IOException, InterruptedException {
        Path copy = scratch.resolve("outbox.db");
        victim(fault).program().pause();
        Disks.copyDatabase(victim(fault).outbox(), copy);
        victim(fault).program().resume();
        Thread.sleep(fault.length());
        victim(fault).kill();
        victim(fault).loseWhatItHolds();
        Disks.copyDatabase(copy, victim(fault).outbox());
        victim(fault).start();
        return "";
    }
}
