package org.terzo.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.GatewayConfig.Inputs;
import org.terzo.gateway.clock.BoardClock;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.SimulatedInputs;
import org.terzo.gateway.sensor.gpio.Pi4jInputs;
import org.terzo.gateway.sensor.recorded.RecordedInputs;
import org.terzo.gateway.uplink.Answers;
import org.terzo.gateway.uplink.GatewayAddress;
import org.terzo.gateway.uplink.Pace;
import org.terzo.gateway.uplink.Uplink;
import org.terzo.wire.Command;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reply;

/// One running gateway: inputs to outbox to broker. The whole wiring of the agent is here.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /// A disk that takes nothing must not hold up the goodbye.
    private static final Duration LAST_WRITE = Duration.ofSeconds(3);
    static final InstantSource TICKER = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final Outbox outbox;
    private final SensorInputs inputs;
    private final Recorder recorder;
    private final Uplink uplink;
    private final BoardClock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> restartAsked = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(GatewayConfig config, Outbox outbox, SensorInputs inputs, BoardClock clock) {
        this.outbox = outbox;
        this.inputs = inputs;
        this.clock = clock;
        this.recorder = new Recorder(outbox, new WatchKeeper(inputs, clock, TICKER), this::boot, config.sensorIds());
        StatusReport status = new StatusReport(config, outbox, recorder, clock, TICKER);
        Commands commands = new Commands(status::of, this::restart, clock);
        GatewayAddress address = new GatewayAddress(config.site(), config.gateway());
        this.uplink = new Uplink(address, config.mqtt(), Pace.USUAL, outbox, new Spokesman(status, commands), clock, TICKER);
    }

    /// Puts together what the uplink may ask.
    private record Spokesman(StatusReport report, Commands commands) implements Answers {
        @Override
        public GatewayStatus status(GatewayStatus.State state) {
            return report.of(state);
        }

        @Override
        public Reply reply(Command command) {
            return commands.reply(command);
        }
    }

    private boolean restart() {
        return isSupervised() && restartAsked.complete(null);
    }

    /// systemd tells its services this.
    private static boolean isSupervised() {
        return System.getenv().containsKey("INVOCATION_ID");
    }

    /// Completes when the hub asks for a restart and something would start the program again.
    CompletableFuture<Void> restartAsked() {
        return restartAsked;
    }

    /// A recorded row has the time of its file; what live inputs saw before the clock was known has the time since boot.
    private Optional<String> boot(LogRecord taken) {
        Optional<Instant> told = switch (taken) {
            case Observation seen -> Optional.of(seen.at());
            case LogRecord.Alive alive -> Optional.of(alive.at());
            case LogRecord.Unreadable _ -> Optional.empty();
        };
        return told.filter(at -> !inputs.recordsWatching() && !BoardClock.isTrusted(at)).map(_ -> clock.boot());
    }

    /// Starts a gateway with the inputs that its file names; `typed` is where simulated inputs are typed.
    public static Gateway start(GatewayConfig config, InputStream typed, InstantSource clock) throws IOException {
        return start(config, typed, BoardClock.ofThisBoard(clock));
    }

    /// The same on a board that knows the time or does not.
    static Gateway start(GatewayConfig config, InputStream typed, BoardClock board) throws IOException {
        Outbox outbox = Outbox.open(config.data(), config.outboxBytes(), config.inputs()::repeatsFrom);
        try {
            return running(new Gateway(config, outbox, inputs(config, outbox, typed, board), board));
        } catch (IOException | RuntimeException failed) {
            outbox.close();
            throw failed;
        }
    }

    /// Starts a gateway in this process whose inputs are given by the caller, for demonstrations and simulators.
    public static Gateway start(GatewayConfig config, SensorInputs inputs, InstantSource clock) throws IOException {
        return start(config, inputs, BoardClock.ofThisBoard(clock));
    }

    /// The same on a board whose time may go faster than ours: then the inputs have to record themselves what they watch.
    public static Gateway start(GatewayConfig config, SensorInputs inputs, BoardClock board) throws IOException {
        Outbox outbox = Outbox.open(config.data(), config.outboxBytes());
        try {
            return running(new Gateway(config, outbox, inputs, board));
        } catch (IOException | RuntimeException failed) {
            outbox.close();
            throw failed;
        }
    }

    private static SensorInputs inputs(GatewayConfig config, Outbox outbox, InputStream typed, InstantSource clock) throws IOException {
        return switch (config.inputs()) {
            case Inputs.Pi4j() -> Pi4jInputs.onThisBoard(config.sensors(), config.chip(), clock, TICKER);
            case Inputs.Recorded(var day, var file) -> new RecordedInputs(day, file, outbox::bookmark, clock, TICKER);
            case Inputs.Simulated() -> new SimulatedInputs(config.sensors(), Optional.of(typed), clock);
        };
    }

    private static Gateway running(Gateway gateway) throws IOException {
        gateway.inputs.start(gateway.recorder);
        gateway.uplink.start();
        Thread.ofVirtual().name("watching").start(gateway::keepWatch);
        return gateway;
    }

    private void keepWatch() {
        try {
            while (!closing.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                recorder.quiet();
                repairTimes();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Once the time is known, what was taken before gets its own.
    private void repairTimes() throws InterruptedException {
        if (outbox.state().untrusted() > 0 && clock.isTrusted()) {
            outbox.repair(clock.boot(), clock.correction()).thenRun(uplink::sendAgain).handle((_, _) -> 0L).join();
        }
    }

    /// Waits until the inputs have ended and the hub has given a receipt for everything.
    public void awaitSettled() throws InterruptedException, IOException {
        try {
            inputs.ended().get();
        } catch (ExecutionException broken) {
            throw new IOException("inputs: " + broken.getMessage(), broken);
        }
        outbox.flush().join();
        CountDownLatch empty = new CountDownLatch(1);
        outbox.onCommit(() -> {
            if (outbox.state().pending() == 0) {
                empty.countDown();
            }
        });
        if (outbox.state().pending() > 0) {
            empty.await();
        }
    }

    /// Ends in order: no more inputs, all on disk, goodbye to the broker.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing.countDown();
        try {
            Thread last = Thread.ofVirtual().name("last").start(this::writeTheRest);
            if (!last.join(LAST_WRITE)) {
                LOG.warn("not all could be written within {}", LAST_WRITE);
            }
            uplink.close();
            outbox.close();
            LOG.info("ended");
        } catch (IOException failed) {
            LOG.warn("not ended in order: {}", failed.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeTheRest() {
        try {
            recorder.end();
            inputs.close();
            outbox.flush().handle((_, _) -> 0L).join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
