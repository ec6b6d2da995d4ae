package org.terzo.gateway;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.clock.BoardClock;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.State;

/// What the gateway says of itself.
final class StatusReport {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

    private final GatewayConfig config;
    private final Outbox outbox;
    private final Recorder recorder;
    private final BoardClock clock;
    private final InstantSource ticker;
    private final String boot = UUID.randomUUID().toString();

    /// Reckoned from when the outbox was first seen open.
    private Optional<OutboxCapacity> capacity = Optional.empty();

    StatusReport(GatewayConfig config, Outbox outbox, Recorder recorder, BoardClock clock, InstantSource ticker) {
        this.config = config;
        this.outbox = outbox;
        this.recorder = recorder;
        this.clock = clock;
        this.ticker = ticker;
    }

    GatewayStatus of(State state) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (state) {
            case LOST, DISCONNECTED -> GatewayStatus.bare(state, now, boot, Version.TEXT);
            case INIT, READY -> full(state, now);
        };
    }

    private GatewayStatus full(State state, Instant now) {
        return new GatewayStatus(
                state,
                now,
                boot,
                Version.TEXT,
                config.revision(),
                BoardClock.isTrusted(now) ? "synchronised" : "untrusted",
                outboxState(),
                BoardHealth.read(config.data()),
                recorder.watchingSince(),
                recorder.sensors());
    }

    private Optional<GatewayStatus.OutboxState> outboxState() {
        if (!outbox.isOpen()) {
            return Optional.empty();
        }
        try {
            org.terzo.gateway.outbox.OutboxState now = outbox.state();
            return Optional.of(new GatewayStatus.OutboxState(now.pending(), outbox.oldest(), now.dropped(), hours(now.last())));
        } catch (IOException unreadable) {
            LOG.warn("status without outbox: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private synchronized int hours(long last) {
        Instant now = ticker.instant();
        OutboxCapacity learned = capacity.orElseGet(() -> new OutboxCapacity(config.outboxBytes(), last, now));
        capacity = Optional.of(learned);
        return learned.hours(last, now);
    }
}
