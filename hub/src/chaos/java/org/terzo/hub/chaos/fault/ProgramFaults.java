package org.terzo.hub.chaos.fault;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.terzo.hub.chaos.clock.ClockFile;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.stage.Disks;
import org.terzo.hub.chaos.stage.SmallDisk;
import org.terzo.hub.e2e.Program;

/// What can happen to any program.
///
/// @param name what it is, for the report
/// @param program whose, for a fault
record ProgramFaults(String name, Function<PlannedFault, Program> program) {
    Act stopped() {
        return fault -> {
            Program victim = program.apply(fault);
            victim.pause();
            Thread.sleep(fault.length());
            victim.resume();
            return "";
        };
    }

    /// To one side, to the other and back.
    ///
    /// @param more what the clock's file says besides
    static Act clockSteps(Function<PlannedFault, ClockFile> clock, String more) {
        return fault -> {
            for (String seconds : List.of("+10800", "-7200")) {
                clock.apply(fault).say(seconds + more);
                Thread.sleep(fault.length().dividedBy(2));
            }
            clock.apply(fault).say("0" + more);
            return "by 3 h, by -2 h, and back";
        };
    }

    /// @param database of the program, on that disk
    Act diskFull(Function<PlannedFault, SmallDisk> disk, Function<PlannedFault, Path> database) {
        return fault -> {
            SmallDisk full = disk.apply(fault);
            if (!full.canBeFull()) {
                return "skipped: only root can mount a disk that is small";
            }
            Disks.emptyLog(database.apply(fault));
            full.fill();
            Thread.sleep(fault.length());
            full.makeRoom();
            return program.apply(fault).hasSaid(Disks.FULL) ? "the %s said so".formatted(name) : "the %s did not notice".formatted(name);
        };
    }
}
