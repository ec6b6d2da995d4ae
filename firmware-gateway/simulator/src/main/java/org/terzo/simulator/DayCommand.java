package org.terzo.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.terzo.simulator.day.DayOutput;
import org.terzo.simulator.day.Scenario;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SiteReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Simulates whole days and writes what gateways told and what was true.
@Command(name = "day", mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class, sortOptions = false,
        description = "Writes whole days of a site: observations-<gateway>.csv in the recorded format, truth.csv and summary.json. "
                + "The same seed gives the same bytes.")
final class DayCommand implements Callable<Integer> {
    private static final int BAD_CONFIGURATION = 78;
    private static final int MOST_DAYS = 3_660;
    private static final String LIST = "list";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--site", paramLabel = "FILE", description = "The site: a *.site.yaml.")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--from", paramLabel = "DATE", description = "The first local day, such as 2026-03-02.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--days", paramLabel = "K", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--out", paramLabel = "DIR", description = "Made if it is not there; files of the same names are replaced.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--scenario", paramLabel = "NAME", defaultValue = "ordinary",
            description = "What is special about the days, default ${DEFAULT-VALUE}; 'list' prints all of them.")
    private String scenario = "ordinary";

    @Option(names = "--check", description = "Reads and validates everything, lists every mistake, writes nothing.")
    private boolean check;

    @Override
    public Integer call() throws CommandFailure {
        if (scenario.equals(LIST)) {
            for (Scenario each : Scenario.ALL) {
                System.out.println(String.format(Locale.ROOT, "%-30s %s", each.name(), each.description()));
            }
            return 0;
        }
        Scenario special = Scenario.parse(scenario).orElseThrow(() -> mistake("--scenario: '%s' is none; --scenario list prints all".formatted(scenario)));
        LocalDate first = first();
        if (days < 1 || days > MOST_DAYS) {
            throw mistake("--days: %s is outside 1..%s".formatted(days, MOST_DAYS));
        }
        Path folder = required("--out", out);
        Optional<SimulatedSite> read = SiteReader.read(required("--site", site), System.err::println);
        if (read.isEmpty()) {
            return BAD_CONFIGURATION;
        }
        if (!check) {
            write(new DayOutput(read.get(), special, seed, first, days), folder);
        }
        return 0;
    }

    private static void write(DayOutput output, Path folder) throws CommandFailure {
        try {
            output.write(folder);
        } catch (IOException failed) {
            throw new CommandFailure("terzo-simulator: %s cannot be written: %s".formatted(folder, failed.getMessage()), failed);
        }
    }

    private LocalDate first() {
        String text = required("--from", from);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            throw new ParameterException(spec.commandLine(), "--from: '%s' is no date such as 2026-03-02".formatted(text), notADate);
        }
    }

    private <T> T required(String option, Optional<T> given) {
        return given.orElseThrow(() -> mistake("Missing required option: '%s'".formatted(option)));
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
