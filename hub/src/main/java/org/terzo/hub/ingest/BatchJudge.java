package org.terzo.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Observation;
import org.terzo.wire.SiteId;

/// Whether one record may be taken, wire.md section 7.
final class BatchJudge {
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    static final String FOREIGN_SENSOR = "foreign-sensor";

    private static final String UNCLAIMED = "unclaimed";

    private final Claims claims;
    private final Retention retention;

    BatchJudge(Claims claims, Retention retention) {
        this.claims = claims;
        this.retention = retention;
    }

    boolean knows(SiteId site, GatewayId gateway) {
        return claims.knows(site, gateway);
    }

    /// @param detail names the value
    record Refusal(String reason, String detail) {}

    /// Empty: it is taken.
    Optional<Refusal> refusal(SiteId site, GatewayId gateway, LogRecord content, Instant now) {
        return switch (content) {
            case Unreadable unreadable -> Optional.of(new Refusal(unreadable.reason(), unreadable.detail()));
            case Alive alive -> claims.knows(site, gateway)
                    ? time(alive.at(), content, now)
                    : unclaimed(gateway);
            case Observation observation -> claim(site, gateway, observation).or(() -> time(observation.at(), content, now));
        };
    }

    /// A gateway that no site names is offered for claiming, whatever sensor it speaks for.
    private Optional<Refusal> claim(SiteId site, GatewayId gateway, Observation observation) {
        Claims.Answer answer = claims.about(site, gateway, observation.sensor());
        if (answer != Claims.Answer.OWN && !claims.knows(site, gateway)) {
            return unclaimed(gateway);
        }
        return switch (answer) {
            case OWN -> Optional.empty();
            case OF_ANOTHER_GATEWAY -> Optional.of(new Refusal(FOREIGN_SENSOR, "sensor " + observation.sensor()));
            case UNKNOWN -> Optional.of(new Refusal(UNCLAIMED, "sensor " + observation.sensor()));
        };
    }

    private static Optional<Refusal> unclaimed(GatewayId gateway) {
        return Optional.of(new Refusal(UNCLAIMED, "gateway " + gateway));
    }

    private Optional<Refusal> time(Instant at, LogRecord content, Instant now) {
        if (at.isAfter(now.plus(CLOCK_TOLERANCE))) {
            return Optional.of(new Refusal("future", "at %s, the hub's clock says %s".formatted(at, now)));
        }
        Instant oldest = retention.oldest(content, now);
        return at.isBefore(oldest) ? Optional.of(new Refusal("too-old", "at %s, kept from %s".formatted(at, oldest))) : Optional.empty();
    }
}
