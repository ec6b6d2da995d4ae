package org.terzo.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.terzo.gateway.GatewayConfig;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SiteReader;
import org.terzo.wire.SensorId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Plays people at real gateways.
@Command(name = "live", mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class, sortOptions = false,
        description = "Starts real gateways in this process and plays people at their simulated inputs.")
final class LiveCommand implements Callable<Integer> {
    private static final int BAD_CONFIGURATION = 78;
    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", required = true, arity = "1..*", paramLabel = "FILE", description = "Gateway files with inputs: simulated.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed plays the same people, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--speed", paramLabel = "F", defaultValue = "1", description = "How many times faster than life, default ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--site", paramLabel = "FILE",
            description = "The people of this *.site.yaml come, sit and go at their times, as in 'day'; without it somebody fidgets at each sensor.")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--seconds", paramLabel = "N", description = "Ends after so many seconds; default: when it is told to.")
    private Optional<Long> seconds = Optional.empty();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw new ParameterException(spec.commandLine(), "--speed: %s is outside 0.01..1000".formatted(speed));
        }
        if (site.isPresent() && speed != 1) {
            throw new ParameterException(spec.commandLine(), "--speed: with --site people are as quick as life");
        }
        Optional<List<GatewayConfig>> configs = configs();
        Optional<SimulatedSite> lived = site.flatMap(file -> SiteReader.read(file, System.err::println));
        if (configs.isEmpty() || lived.isPresent() != site.isPresent() || isAnotherSite(configs.get(), lived)) {
            return BAD_CONFIGURATION;
        }
        play(configs.get(), lived);
        return 0;
    }

    /// Says each gateway that none of the people could be seen by.
    private boolean isAnotherSite(List<GatewayConfig> configs, Optional<SimulatedSite> lived) {
        List<GatewayConfig> blind = lived.stream().flatMap(people -> configs.stream().filter(config -> !sees(config, people))).toList();
        blind.forEach(config -> System.err.println("%s: none of its sensors is in %s".formatted(config.gateway(), site.orElseThrow())));
        return !blind.isEmpty();
    }

    private static boolean sees(GatewayConfig config, SimulatedSite people) {
        Set<SensorId> known = people.sensors().stream().map(SimulatedSite.Sensor::id).collect(Collectors.toSet());
        return config.sensors().stream().anyMatch(sensor -> known.contains(sensor.sensor()));
    }

    private Optional<List<GatewayConfig>> configs() {
        List<GatewayConfig> read = new ArrayList<>();
        for (Path file : files) {
            Optional<GatewayConfig> config = GatewayConfig.read(file, System.err::println);
            boolean isPlayable = config.map(GatewayConfig::inputs).filter(GatewayConfig.Inputs.Simulated.class::isInstance).isPresent();
            if (config.isPresent() && !isPlayable) {
                System.err.println(file + ":1: inputs: is not simulated, and nothing else can be played");
            }
            config.filter(_ -> isPlayable).ifPresent(read::add);
        }
        return read.size() == files.size() ? Optional.of(read) : Optional.empty();
    }

    private void play(List<GatewayConfig> configs, Optional<SimulatedSite> lived) throws CommandFailure, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        List<LiveGateway> live = new ArrayList<>();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(told, ended), "goodbye"));
        try {
            for (GatewayConfig config : configs) {
                live.add(LiveGateway.start(config, speed, InstantSource.system()));
            }
            for (LiveGateway gateway : live) {
                Thread.ofVirtual().start(lived.map(people -> playing(gateway, people)).orElseGet(() -> playing(gateway, random.split())));
            }
            awaitEnd(told);
        } catch (IOException failed) {
            throw new CommandFailure("terzo-simulator: " + failed.getMessage(), failed);
        } finally {
            live.forEach(LiveGateway::close);
            ended.countDown();
        }
    }

    private static Runnable playing(LiveGateway gateway, SplittableRandom random) {
        return () -> gateway.play(random);
    }

    private Runnable playing(LiveGateway gateway, SimulatedSite people) {
        InstantSource clock = InstantSource.system();
        return () -> gateway.play(SitePlay.of(people, gateway.wired(), clock.instant(), seed), clock);
    }

    private void awaitEnd(CountDownLatch told) throws InterruptedException {
        if (seconds.isEmpty()) {
            told.await();
        } else if (told.await(seconds.get(), TimeUnit.SECONDS)) {
            System.err.println("terzo-simulator: ended before its time");
        }
    }

    private static void endInOrder(CountDownLatch told, CountDownLatch ended) {
        told.countDown();
        try {
            boolean _ = ended.await(Duration.ofSeconds(9).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
