package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.plan.Round;
import org.terzo.hub.chaos.plan.Schedule;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.verdict.RunReport;

/// Does the faults of a schedule to a stage, round after round, and reports how it recovers from each.
public final class Faults {
    /// Longer than this is worth a word on what was waited for.
    private static final Duration SOON = Duration.ofSeconds(70);

    private final Map<FaultKind, Act> acts = new EnumMap<>(FaultKind.class);
    private final Stage stage;
    private final Recovery recovery;
    private final RunReport report;
    private int notRecovered;
    private int afterTheEnd;

    /// @param scratch a folder for copies
    public Faults(Stage stage, Path scratch, long seed, RunReport report) {
        this.stage = stage;
        this.recovery = new Recovery(stage);
        this.report = report;
        new GatewayFaults(stage, scratch).addTo(acts);
        new BrokerFaults(stage, new Random(seed)).addTo(acts);
        new HubFaults(stage, scratch, new Random(seed)).addTo(acts);
        new StoreFaults(stage).addTo(acts);
        for (FaultKind kind : FaultKind.values()) {
            if (!acts.containsKey(kind)) {
                throw new IllegalStateException("nobody does " + kind);
            }
        }
    }

    /// Begins when every gateway is heard.
    public void suffer(Schedule schedule) throws IOException, InterruptedException {
        if (recovery.await().isEmpty()) {
            throw new IOException("not well before the first fault: " + recovery.missing());
        }
        int done = 0;
        for (Round round : schedule.rounds()) {
            Thread.sleep(round.calm());
            Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<String> notes = atOnce(round.faults());
            Optional<Duration> took = recovery.await();
            afterTheEnd += recovery.isAllHeard() ? round.faults().size() : 0;
            notRecovered += took.isEmpty() ? 1 : 0;
            for (int i = 0; i < notes.size(); i++) {
                report.fault(new RunReport.Suffered(++done, round.faults().get(i).text(), at, notes.get(i), with(round), took, recovery.ledger()));
            }
            if (took.filter(each -> each.compareTo(SOON) < 0).isEmpty()) {
                report.say("fault %s: what was missing last: %s%n%s".formatted(Integer.toString(done), recovery.missing(), stage.lastWords()));
            }
        }
    }

    private static int with(Round round) {
        return round.faults().size() - 1;
    }

    /// Returns when all are over.
    private List<String> atOnce(List<PlannedFault> faults) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = faults.stream()
                    .map(fault -> threads.submit(() -> Optional.ofNullable(acts.get(fault.kind())).orElseThrow().run(fault)))
                    .toList();
            List<String> notes = new ArrayList<>();
            for (Future<String> each : running) {
                notes.add(each.get());
            }
            return notes;
        } catch (ExecutionException failed) {
            throw new IOException("a fault cannot be done: " + failed.getMessage(), failed);
        }
    }

    /// How many faults were over only when the hub had heard all there was to hear: they prove little.
    public int afterTheEnd() {
        return afterTheEnd;
    }

    /// After how many rounds the system was not well again.
    public int notRecovered() {
        return notRecovered;
    }
}
