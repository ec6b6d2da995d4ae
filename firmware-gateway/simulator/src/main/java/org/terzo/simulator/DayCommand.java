package org.terzo.simulator;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Says that whole days are not simulated yet.
@Command(name = "day", mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class,
        description = "Whole days with their ground truth: not in this version.")
final class DayCommand implements Callable<Integer> {
    private static final int UNAVAILABLE = 69;

    @Override
    public Integer call() {
        System.err.println("terzo-simulator: day is not in this version: no whole days, no truth.csv; live plays people at real gateways");
        return UNAVAILABLE;
    }
}
