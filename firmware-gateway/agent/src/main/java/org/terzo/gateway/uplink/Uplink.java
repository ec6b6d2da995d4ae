package org.terzo.gateway.uplink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.Command;
import org.terzo.wire.CommandCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.GatewayTopic.Kind;
import org.terzo.wire.StatusCodec;

/// Carries records to the hub and receipts back, says how the gateway is, and answers commands. One loop on one thread owns it all.
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    private final GatewayAddress address;
    private final Outbox outbox;
    private final Broker broker;
    private final BrokerKeeper keeper;
    private final Pace pace;
    private final Answers answers;
    private final InstantSource ticker;
    private final RecordSender sender;
    private final Silence silence;

    /// Full: one waiting wake-up is as good as many.
    private final ArrayBlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);

    /// Full: the oldest is dropped, the newest says more.
    private final ArrayBlockingQueue<byte[]> receipts = new ArrayBlockingQueue<>(100);

    /// Full: the newest is dropped; who asks so much asks again.
    private final ArrayBlockingQueue<byte[]> commands = new ArrayBlockingQueue<>(20);

    private volatile boolean startOver;
    private volatile boolean statusAsked;
    private volatile Optional<Thread> loop = Optional.empty();
    private Instant statusDue;

    /// @param clock tells the time of day
    /// @param ticker never jumps; only differences of what it tells count
    public Uplink(
            GatewayAddress address, BrokerSettings settings, Pace pace, Outbox outbox, Answers answers, InstantSource clock, InstantSource ticker) {
        this.address = address;
        this.outbox = outbox;
        this.pace = pace;
        this.answers = answers;
        this.ticker = ticker;
        this.sender = new RecordSender(outbox, pace, address.topic(Kind.OBSERVATIONS), clock, ticker);
        this.silence = new Silence(pace);
        this.statusDue = ticker.instant();
        this.broker = new Broker(settings, address.names(), () -> StatusCodec.encode(answers.status(State.LOST)), ticker, new Heard());
        this.keeper = new BrokerKeeper(broker, settings.url().toString(), pace, ticker);
    }

    public void start() {
        outbox.onCommit(this::wake);
        keeper.start();
        loop = Optional.of(Thread.ofVirtual().name("uplink").start(this::run));
    }

    private void wake() {
        wakeUps.offer(true);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = step();
                wakeUps.poll(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does what can be done now; how long it may rest if nobody wakes it.
    private Duration step() throws InterruptedException {
        if (!broker.line().isReady()) {
            return pace.retry();
        }
        try {
            beginAnewWhenAsked();
            sendStatusWhenDue();
            takeReceipts();
            answerCommands();
            while (receipts.isEmpty() && commands.isEmpty() && sender.sendNext(broker)) {
                silence.asked(ticker.instant());
                sendStatusWhenDue();
            }
            renewWhenSilent();
        } catch (IOException failed) {
            LOG.warn("{}: not sent, next try in {}: {}", address.topic(Kind.OBSERVATIONS), pace.retry(), failed.getMessage());
            return pace.retry();
        }
        if (!receipts.isEmpty() || !commands.isEmpty()) {
            return Duration.ZERO;
        }
        Duration status = Duration.between(ticker.instant(), statusDue);
        return sender.rest().map(rest -> RecordSender.shorter(rest, status)).orElse(status);
    }

    private void beginAnewWhenAsked() {
        if (startOver) {
            startOver = false;
            statusAsked = true;
            silence.broken();
            sender.startOver();
        }
    }

    private void takeReceipts() throws IOException, InterruptedException {
        for (Optional<byte[]> receipt = next(receipts); receipt.isPresent(); receipt = next(receipts)) {
            silence.broken();
            if (sender.take(receipt.get())) {
                silence.answered();
            }
        }
    }

    private void renewWhenSilent() {
        if (silence.isTooLong(ticker.instant())) {
            LOG.warn("{}: the broker takes all and delivers nothing: connecting anew", address.topic(Kind.RECEIPT));
            keeper.renew();
        }
    }

    private void answerCommands() throws IOException, InterruptedException {
        for (Optional<byte[]> payload = next(commands); payload.isPresent(); payload = next(commands)) {
            switch (CommandCodec.decode(payload.get())) {
                case Decoded.Malformed<Command>(String reason, String detail) -> LOG.warn("command ignored: {}: {}", reason, detail);
                case Decoded.Valid<Command>(Command command) -> broker.publish(address.topic(Kind.REPLY), CommandCodec.encode(answers.reply(command)));
            }
        }
    }

    private static Optional<byte[]> next(ArrayBlockingQueue<byte[]> queue) {
        return Optional.ofNullable(queue.poll());
    }

    private void sendStatusWhenDue() throws IOException, InterruptedException {
        Instant now = ticker.instant();
        if (statusAsked || !now.isBefore(statusDue)) {
            statusAsked = false;
            broker.publishRetained(address.topic(Kind.STATUS), StatusCodec.encode(answers.status(State.READY)));
            statusDue = now.plus(pace.status());
        }
    }

    /// Sends all that has no receipt again, for it says something else now.
    public void sendAgain() {
        startOver = true;
        wake();
    }

    /// Says goodbye and disconnects.
    @Override
    public void close() {
        loop.ifPresent(Thread::interrupt);
        broker.close(address.topic(Kind.STATUS), StatusCodec.encode(answers.status(State.DISCONNECTED)));
        keeper.stop(); // only now: it tears the connection down at once, which sends the last will
    }

    /// What comes from the broker, handed to the loop.
    private final class Heard implements BrokerListener {
        @Override
        public void connected() {
            sendAgain();
        }

        @Override
        public void received(String topic, byte[] payload) {
            if (topic.equals(address.topic(Kind.RECEIPT))) {
                while (!receipts.offer(payload)) {
                    receipts.poll();
                }
            } else if (topic.equals(address.topic(Kind.COMMAND))) {
                if (!commands.offer(payload)) {
                    LOG.warn("{}: too many at once, one is ignored", topic);
                }
            } else {
                LOG.info("{}: wiring of {} bytes is not taken in this version: the gateway file's is", topic, payload.length);
                statusAsked = true; // it says which version runs
            }
            wake();
        }
    }
}
