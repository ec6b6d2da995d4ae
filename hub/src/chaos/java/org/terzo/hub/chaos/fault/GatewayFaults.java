package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.stage.Disks;
import org.terzo.hub.chaos.stage.GatewaySeat;
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
        ProgramFaults program = new ProgramFaults("gateway", fault -> victim(fault).program());
        acts.put(FaultKind.GATEWAY_KILLED, this::killed);
        acts.put(FaultKind.GATEWAY_STOPPED, program.stopped());
        acts.put(FaultKind.GATEWAY_CUT_OFF, network.cutOff());
        acts.put(FaultKind.GATEWAY_NOT_HEARD, network.notHeard());
        acts.put(FaultKind.GATEWAY_HEARS_NOTHING, network.hearsNothing());
        acts.put(FaultKind.GATEWAY_HALF_OPEN, network.halfOpen());
        acts.put(FaultKind.GATEWAY_SLOW, network.slow(2_000));
        acts.put(FaultKind.GATEWAY_RESET_IN_MESSAGE, network.resetInMessage(1_000, 500));
        acts.put(FaultKind.GATEWAY_DISK_FULL, program.diskFull(fault -> stage.disk(victim(fault)), fault -> victim(fault).outbox()));
        acts.put(FaultKind.GATEWAY_CLOCK_STEPS, ProgramFaults.clockSteps(fault -> victim(fault).clock(), " set"));
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
        boolean isNew = log.frames() > log.moved();
        if (isNew) {
            log.tear();
        }
        Thread.sleep(fault.length());
        victim(fault).start();
        return isNew ? "the last of %s pages torn".formatted(Integer.toString(log.frames())) : "nothing was written meanwhile";
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
