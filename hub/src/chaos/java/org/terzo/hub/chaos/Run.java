package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.terzo.hub.chaos.fault.Faults;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.stage.GatewaySeat;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.verdict.Comparison;
import org.terzo.hub.chaos.verdict.Outcome;
import org.terzo.hub.chaos.verdict.RunReport;
import org.terzo.hub.chaos.verdict.Verdict;

/// One input on one stage: with a schedule of faults, or left in peace.
final class Run {
    /// For what is done beside the schedule.
    private static final Duration A_DEED = Duration.ofSeconds(12);

    private static final Duration DRAIN = Duration.ofMinutes(20);

    private final List<Feed> feeds;
    private final RunReport report;
    private long declaredLost;

    Run(ChaosOptions options, RunReport report) {
        this.feeds = IntStream.rangeClosed(1, ChaosSite.GATEWAYS)
                .mapToObj(gateway -> ChaosSite.feed(gateway, options.seed(), options.observations() / ChaosSite.GATEWAYS, options.step()))
                .toList();
        this.report = report;
    }

    /// What the ledger of the disturbed hub said that gateways had declared lost.
    long declaredLost() {
        return declaredLost;
    }

    /// What came of a run.
    record Ended(Outcome outcome, Verdict verdict, int notRecovered) {}

    /// Something that is done to a stage beside its schedule.
    interface Deed {
        void run(Stage stage) throws IOException, InterruptedException;
    }

    /// The same input with faults and in peace: what is wrong with the first, a sentence each.
    List<String> wrongs(Path folder, Schedule schedule, Deed deed) throws IOException, InterruptedException {
        Ended disturbed = disturbed(folder.resolve("disturbed"), schedule, Stage.Detours.NONE, deed);
        report.fact("disturbed", disturbed.verdict().text());
        declaredLost = disturbed.outcome().ledger().declaredLost();
        Outcome undisturbed = undisturbed(folder.resolve("undisturbed"), disturbed.verdict().missing());
        report.fact("undisturbed", undisturbed.ledger().text());
        report.fact("compared", Comparison.compared(undisturbed));
        List<String> wrongs = new ArrayList<>(disturbed.verdict().findings());
        if (!disturbed.verdict().isGood()) {
            wrongs.add(disturbed.verdict().text());
        }
        if (disturbed.notRecovered() > 0) {
            wrongs.add("not well again after %s rounds of faults".formatted(Integer.toString(disturbed.notRecovered())));
        }
        wrongs.addAll(Comparison.differences(disturbed.outcome(), undisturbed));
        report.fact("wrong", wrongs);
        report.say("%s: %s faults, %s; history %s".formatted(
                wrongs.isEmpty() ? "PASSED" : "FAILED", Integer.toString(schedule.faults().size()), disturbed.verdict().text(),
                wrongs.isEmpty() ? "equals that of the undisturbed run" : wrongs));
        return wrongs;
    }

    Ended disturbed(Path folder, Schedule schedule, Stage.Detours detours, Deed deed) throws IOException, InterruptedException {
        try (Stage stage = Stage.set(folder, feeds, feeds.stream().map(_ -> new BitSet()).toList(), detours)) {
            try {
                stage.play(schedule.length().plus(A_DEED));
                Faults faults = new Faults(stage, Files.createDirectories(folder.resolve("scratch")), schedule.seed(), report);
                faults.suffer(schedule);
                report.fact("faults_after_the_end_of_the_input", faults.afterTheEnd());
                deed.run(stage);
                for (GatewaySeat gateway : stage.gateways()) {
                    gateway.kill();
                    gateway.finish();
                }
                Outcome outcome = end(stage);
                return new Ended(outcome, Verdict.of(outcome, stage.gateways().stream().map(GatewaySeat::atRisk).toList()), faults.notRecovered());
            } catch (AssertionError | IOException | RuntimeException failed) {
                report.say(stage.lastWords());
                throw failed;
            }
        }
    }

    /// @param without for each feed, rows that its gateway does not see
    Outcome undisturbed(Path folder, List<BitSet> without) throws IOException, InterruptedException {
        try (Stage stage = Stage.set(folder, feeds, without, Stage.Detours.NONE)) {
            for (GatewaySeat gateway : stage.gateways()) {
                gateway.finish();
            }
            return end(stage);
        }
    }

    private Outcome end(Stage stage) throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (GatewaySeat gateway : stage.gateways()) {
            assertEquals(0, gateway.program().waitFor(DRAIN), gateway.program().text());
        }
        stage.hub().web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, DRAIN);
        report.say("drained in " + RunReport.seconds(Duration.ofNanos(System.nanoTime() - began)));
        Outcome outcome = Outcome.read(stage.hub().web(), feeds);
        report.say("ledger: " + outcome.ledger().text());
        return outcome;
    }
}
