package org.terzo.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Sends a steady load and says what became of it.
@Command(name = "load", mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class, sortOptions = false,
        description = "Sends observations at a steady rate and prints rates, receipts and lags as key=value lines.")
final class LoadCommand implements Callable<Integer> {
    private static final Duration BETWEEN_STATUSES = Duration.ofSeconds(30);

    private static final int CONNECTING_AT_ONCE = 32;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--mqtt-url", required = true, paramLabel = "URL", description = "mqtt://host:port or mqtts://host:port.")
    private String mqttUrl = "";

    @Option(names = "--site", paramLabel = "ID", defaultValue = "load", description = "Default ${DEFAULT-VALUE}.")
    private String site = "load";

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "200", description = "Default ${DEFAULT-VALUE}.")
    private int gateways;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20000", description = "Observations per second in all, default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "50", description = "Observations per message, default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--sensors", paramLabel = "N", defaultValue = "10", description = "Sensors per gateway, default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(names = "--settle", paramLabel = "N", defaultValue = "30",
            description = "At most so many seconds for the last receipts, default ${DEFAULT-VALUE}.")
    private int settle;

    @Override
    public Integer call() throws LoadFailure, InterruptedException {
        run(plan(), siteId(), InstantSource.system());
        return 0;
    }

    private LoadPlan plan() {
        try {
            return new LoadPlan(gateways, sensors, batch, rate, Duration.ofSeconds(seconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private SiteId siteId() {
        return SiteId.parse(site).orElseThrow(() -> new ParameterException(spec.commandLine(), "--site: '%s' is no id".formatted(site)));
    }

    private void run(LoadPlan plan, SiteId at, InstantSource clock) throws LoadFailure, InterruptedException {
        LogId log = new LogId(UUID.randomUUID().toString());
        LoadFigures figures = new LoadFigures();
        List<LoadGateway> connected = new ArrayList<>();
        try {
            for (int number = 0; number < plan.gateways(); number++) {
                connected.add(new LoadGateway(mqttUrl, at, LoadPlan.gateway(number), log, figures));
            }
            connectAll(connected);
            long start = System.nanoTime();
            try {
                sendAll(plan, log, connected, clock);
            } finally {
                Duration sending = Duration.ofNanos(System.nanoTime() - start);
                awaitReceipts(figures);
                figures.print(System.out, sending);
            }
            sayAll(GatewayStatus.State.DISCONNECTED, connected, clock.instant());
        } finally {
            closeAll(connected);
        }
    }

    private static void sendAll(LoadPlan plan, LogId log, List<LoadGateway> to, InstantSource clock)
            throws LoadFailure, InterruptedException {
        long start = System.nanoTime();
        Instant statusDue = clock.instant();
        for (long m = 0; m < plan.messages(); m++) {
            Duration ahead = plan.due(m).minusNanos(System.nanoTime() - start);
            if (ahead.toMillis() > 0) {
                Thread.sleep(ahead);
            }
            Instant now = clock.instant();
            if (!now.isBefore(statusDue)) {
                sayAll(GatewayStatus.State.READY, to, now);
                statusDue = now.plus(BETWEEN_STATUSES);
            }
            to.get(plan.gatewayOf(m)).send(plan.message(m, log, now));
        }
    }

    /// Many at a time: the client sleeps a third of a second in every connect.
    private static void connectAll(List<LoadGateway> gateways) throws LoadFailure, InterruptedException {
        try (ExecutorService connectors = Executors.newFixedThreadPool(CONNECTING_AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Optional<LoadFailure>>> outcomes =
                    connectors.invokeAll(gateways.stream().map(LoadCommand::connecting).toList());
            for (Future<Optional<LoadFailure>> outcome : outcomes) {
                Optional<LoadFailure> failure = outcome.resultNow();
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
        }
    }

    private static Callable<Optional<LoadFailure>> connecting(LoadGateway gateway) {
        return () -> {
            try {
                gateway.connect();
                return Optional.empty();
            } catch (LoadFailure failure) {
                return Optional.of(failure);
            }
        };
    }

    /// All at once: the client waits out its time even when the broker has hung up.
    private static void closeAll(List<LoadGateway> gateways) {
        try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
            gateways.forEach(gateway -> closers.execute(gateway::close));
        }
    }

    private static void sayAll(GatewayStatus.State state, List<LoadGateway> to, Instant now) throws LoadFailure, InterruptedException {
        for (LoadGateway gateway : to) {
            gateway.say(state, now);
        }
    }

    private void awaitReceipts(LoadFigures figures) throws InterruptedException {
        long start = System.nanoTime();
        while (!figures.allSettled() && System.nanoTime() - start < Duration.ofSeconds(settle).toNanos()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
