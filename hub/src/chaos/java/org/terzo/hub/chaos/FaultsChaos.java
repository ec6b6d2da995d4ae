package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.verdict.RunReport;

/// The whole program: a schedule of faults, then the verdict, then the same input in peace.
final class FaultsChaos {
    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrCountedTwiceWhateverIsKilled() throws IOException, InterruptedException {
        ChaosOptions options = ChaosOptions.read();
        RunReport report = new RunReport("faults-seed-%s".formatted(Long.toString(options.seed())));
        try {
            report.fact("seed", options.seed());
            report.fact("observations", options.observations());
            Schedule schedule = Schedule.draw(options.seed(), options.faults(), ChaosSite.GATEWAYS, options.kinds());
            report.fact("faults_planned", schedule.faults().size());
            assertEquals(List.of(), new Run(options, report).wrongs(folder, schedule, _ -> {}));
        } finally {
            report.write();
        }
    }
}
