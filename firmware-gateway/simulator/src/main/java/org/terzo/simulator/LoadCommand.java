package org.terzo.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
    private static final int MOST_CONNECTIONS = 1_000;

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

    @Option(names = "--connections", paramLabel = "N", defaultValue = "8",
            description = "Connections that the gateways share, default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--sensors", paramLabel = "N", defaultValue = "10", description = "Sensors per gateway, default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(names = "--settle", paramLabel = "N", defaultValue = "30",
            description = "At most so many seconds for the last receipts, default ${DEFAULT-VALUE}.")
    private int settle;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        run(plan(), siteId(), InstantSource.system());
        return 0;
    }

    private LoadPlan plan() {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new ParameterException(spec.commandLine(), "--connections: %s is outside 1..%s".formatted(connections, MOST_CONNECTIONS));
        }
        try {
            return new LoadPlan(gateways, sensors, batch, rate, Duration.ofSeconds(seconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private SiteId siteId() {
        return SiteId.parse(site).orElseThrow(() -> new ParameterException(spec.commandLine(), "--site: '%s' is no id".formatted(site)));
    }

    private URI url() {
        try {
            URI url = new URI(mqttUrl);
            boolean known = "mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme());
            if (known && Optional.ofNullable(url.getHost()).isPresent()) {
                return url;
            }
        } catch (URISyntaxException notAnAddress) {
            throw new ParameterException(spec.commandLine(), "--mqtt-url: '%s' is no mqtt://host:port".formatted(mqttUrl), notAnAddress);
        }
        throw new ParameterException(spec.commandLine(), "--mqtt-url: '%s' is no mqtt://host:port".formatted(mqttUrl));
    }

    private void run(LoadPlan plan, SiteId at, InstantSource clock) throws CommandFailure, InterruptedException {
        LogId log = new LogId(UUID.randomUUID().toString());
        LoadFigures figures = new LoadFigures();
        try (LoadLines lines = LoadLines.open(url(), at, plan.gateways(), connections, log, figures)) {
            long start = System.nanoTime();
            try {
                sendAll(plan, log, lines, clock);
            } finally {
                Duration sending = Duration.ofNanos(System.nanoTime() - start);
                awaitReceipts(figures);
                figures.print(System.out, sending);
            }
            lines.sayAll(GatewayStatus.State.DISCONNECTED, clock.instant());
        }
    }

    private static void sendAll(LoadPlan plan, LogId log, LoadLines lines, InstantSource clock) throws CommandFailure, InterruptedException {
        long start = System.nanoTime();
        Instant statusDue = clock.instant();
        for (long m = 0; m < plan.messages(); m++) {
            Duration ahead = plan.due(m).minusNanos(System.nanoTime() - start);
            if (ahead.toMillis() > 0) {
                lines.flush();
                Thread.sleep(ahead);
            }
            Instant now = clock.instant();
            if (!now.isBefore(statusDue)) {
                lines.sayAll(GatewayStatus.State.READY, now);
                statusDue = now.plus(BETWEEN_STATUSES);
            }
            lines.send(plan.gatewayOf(m), plan.message(m, log, now));
        }
        lines.flush();
    }

    private void awaitReceipts(LoadFigures figures) throws InterruptedException {
        long start = System.nanoTime();
        while (!figures.allSettled() && System.nanoTime() - start < Duration.ofSeconds(settle).toNanos()) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }
}
