package org.terzo.gateway.sensor.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.wire.Observation;

/// The GPIO header, through Pi4J's gpiod provider. One thread turns edges into observations, and reads every line again
/// each 5 s: the kernel's buffer of 16 edges may lose the last of a burst.
public final class Pi4jInputs implements SensorInputs {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jInputs.class);
    private static final Duration RECONCILE = Duration.ofSeconds(5);

    /// Until the pulls are set, lines that are active when low look active.
    static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Path DEVICES = Path.of("/dev");

    /// A level of one line, as an edge or as read again; `at` by the ticker, which no step of the clock can confuse.
    private record Edge(int sensor, int line, boolean high, Instant at) {}

    private final Context context;
    private final String provider;
    private final List<SensorWiring> wirings;
    private final Duration settle;
    private final InstantSource clock;
    private final InstantSource ticker;
    private final List<List<DigitalInput>> lines = new ArrayList<>();
    private final List<WiredSensor> sensors = new ArrayList<>();

    /// Full: the edge is dropped and counted; the level is found again when lines are read.
    private final ArrayBlockingQueue<Edge> edges = new ArrayBlockingQueue<>(4_096);

    private final AtomicLong lost = new AtomicLong();
    private volatile Optional<Instant> since = Optional.empty();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Optional<Thread> watcher = Optional.empty();

    Pi4jInputs(Context context, String provider, List<SensorWiring> wirings, Duration settle, InstantSource clock, InstantSource ticker) {
        this.context = context;
        this.provider = provider;
        this.wirings = List.copyOf(wirings);
        this.settle = settle;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// @param chip the label of the GPIO chip; empty: the header of the board it runs on
    /// @param ticker never jumps; only differences of what it tells count
    public static Pi4jInputs onThisBoard(List<SensorWiring> wirings, Optional<String> chip, InstantSource clock, InstantSource ticker)
            throws IOException {
        try {
            GpioChips.requireOne(DEVICES);
            Optional<String> name = chip.isPresent() ? Optional.of(GpioChips.named(chip.get())) : Optional.empty();
            com.pi4j.context.ContextBuilder builder = Pi4J.newContextBuilder().autoDetect().disableShutdownHook();
            name.ifPresent(builder::setGpioChipName);
            return new Pi4jInputs(builder.build(), GpioDDigitalInputProvider.ID, wirings, SETTLE, clock, ticker);
        } catch (Pi4JException | IllegalStateException | LinkageError broken) {
            throw new IOException("inputs: pi4j: no GPIO here: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void start(RecordSink sink) throws IOException {
        List<String> refused = new ArrayList<>();
        for (SensorWiring wiring : wirings) {
            List<DigitalInput> inputs = new ArrayList<>();
            for (int gpio : wiring.lines()) {
                try {
                    inputs.add(open(gpio, pull(wiring)));
                } catch (Pi4JException | IllegalStateException | LinkageError why) {
                    refused.add("%s: gpio %d cannot be opened: %s".formatted(wiring.sensor(), gpio, why.getMessage()));
                }
            }
            lines.add(inputs);
        }
        if (!refused.isEmpty()) {
            context.shutdown();
            throw new IOException(String.join("\n", refused));
        }
        watcher = Optional.of(Thread.ofPlatform().name("gpio").start(() -> watch(sink)));
    }

    private DigitalInput open(int gpio, PullResistance pull) {
        return context.create(DigitalInput.newConfigBuilder(context)
                .id("gpio-" + gpio)
                .address(gpio)
                .pull(pull)
                .debounce(0L)
                .provider(provider)
                .build());
    }

    private static PullResistance pull(SensorWiring wiring) {
        return switch (wiring.pull()) {
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
            case NONE -> PullResistance.OFF;
        };
    }

    private void watch(RecordSink sink) {
        try {
            Thread.sleep(settle);
            begin(sink);
            Instant reconcile = ticker.instant().plus(RECONCILE);
            while (true) {
                Instant next = sensors.stream().flatMap(sensor -> sensor.due().stream()).min(Instant::compareTo).filter(reconcile::isAfter).orElse(reconcile);
                Optional<Edge> edge = Optional.ofNullable(edges.poll(Math.max(1, Duration.between(ticker.instant(), next).toMillis()), TimeUnit.MILLISECONDS));
                List<Observation> seen = new ArrayList<>();
                edge.ifPresent(changed -> seen.addAll(sensors.get(changed.sensor()).edge(changed.line(), changed.high(), changed.at())));
                sensors.forEach(sensor -> seen.addAll(sensor.elapse(ticker.instant())));
                deliver(sink, seen);
                if (!ticker.instant().isBefore(reconcile)) {
                    readAgain();
                    reconcile = ticker.instant().plus(RECONCILE);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(RecordSink sink) throws InterruptedException {
        List<Observation> seen = new ArrayList<>();
        Instant at = ticker.instant();
        for (int index = 0; index < wirings.size(); index++) {
            List<Boolean> levels = lines.get(index).stream().map(DigitalInput::isHigh).toList();
            WiredSensor sensor = new WiredSensor(wirings.get(index), levels);
            sensors.add(sensor);
            listen(index);
            seen.addAll(sensor.begin(levels, at));
        }
        since = Optional.of(timeOfDay(at));
        LOG.info("watching {} sensors", sensors.size());
        deliver(sink, seen);
        readAgain();
    }

    private void listen(int sensor) {
        List<DigitalInput> inputs = lines.get(sensor);
        for (int line = 0; line < inputs.size(); line++) {
            int here = line;
            inputs.get(line).addListener(event -> offer(new Edge(sensor, here, event.state().isHigh(), ticker.instant())));
        }
    }

    private void offer(Edge edge) {
        if (!edges.offer(edge)) {
            LOG.warn("{}: an edge is lost, {} in all", wirings.get(edge.sensor()).sensor(), lost.incrementAndGet());
        }
    }

    /// Through the queue, so that a level read now is not overtaken by an edge that came before it.
    private void readAgain() {
        for (int sensor = 0; sensor < lines.size(); sensor++) {
            for (int line = 0; line < lines.get(sensor).size(); line++) {
                offer(new Edge(sensor, line, lines.get(sensor).get(line).isHigh(), ticker.instant()));
            }
        }
    }

    private void deliver(RecordSink sink, List<Observation> seen) throws InterruptedException {
        if (!seen.isEmpty()) {
            sink.put(seen.stream().map(each -> new Observation(timeOfDay(each.at()), each.sensor(), each.reading())).toList(), Optional.empty());
        }
    }

    private Instant timeOfDay(Instant ticked) {
        return clock.instant().minus(Duration.between(ticked, ticker.instant())).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Optional<Instant> watchingSince() {
        return since;
    }

    @Override
    public boolean recordsWatching() {
        return false;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        since = Optional.empty();
        watcher.ifPresent(Thread::interrupt);
        context.shutdown();
    }
}
