package org.terzo.hub.chaos.plan;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Everything that a run can do to the system.
public enum FaultKind {
    GATEWAY_KILLED(Victim.GATEWAY),
    GATEWAY_STOPPED(Victim.GATEWAY),
    GATEWAY_CUT_OFF(Victim.GATEWAY),
    GATEWAY_NOT_HEARD(Victim.GATEWAY),
    GATEWAY_HEARS_NOTHING(Victim.GATEWAY),
    GATEWAY_HALF_OPEN(Victim.GATEWAY),
    GATEWAY_SLOW(Victim.GATEWAY),
    GATEWAY_RESET_IN_MESSAGE(Victim.GATEWAY),
    GATEWAY_DISK_FULL(Victim.GATEWAY),
    GATEWAY_CLOCK_STEPS(Victim.GATEWAY),
    GATEWAY_WIPED(Victim.GATEWAY),
    OUTBOX_TORN(Victim.GATEWAY),
    OUTBOX_TRUNCATED(Victim.GATEWAY),
    OUTBOX_OLDER_COPY(Victim.GATEWAY),
    DELIVERED_AGAIN_IN_DISORDER(Victim.BROKER),
    BROKER_KILLED(Victim.BROKER),
    BROKER_RESTARTED_WITH_SESSIONS(Victim.BROKER),
    BROKER_STOPPED(Victim.BROKER),
    BROKER_LOST_ITS_QUEUE(Victim.BROKER),
    HUB_KILLED(Victim.HUB),
    HUB_STOPPED(Victim.HUB),
    HUB_CUT_OFF(Victim.HUB),
    HUB_NOT_HEARD(Victim.HUB),
    HUB_HEARS_NOTHING(Victim.HUB),
    HUB_HALF_OPEN(Victim.HUB),
    HUB_SLOW(Victim.HUB),
    HUB_RESET_IN_MESSAGE(Victim.HUB),
    HUB_DISK_FULL(Victim.HUB),
    HUB_CLOCK_STEPS(Victim.HUB),
    JOURNAL_TORN(Victim.HUB),
    JOURNAL_TRUNCATED(Victim.HUB),
    JOURNAL_OLDER_COPY(Victim.HUB),
    STORE_KILLED(Victim.STORE),
    STORE_STOPPED(Victim.STORE),
    STORE_CUT_OFF(Victim.STORE),
    STORE_HALF_OPEN(Victim.STORE),
    STORE_RESET_IN_MESSAGE(Victim.STORE),
    STORE_SLOW(Victim.STORE),
    STORE_SAYS_429(Victim.STORE),
    STORE_SAYS_500(Victim.STORE),
    STORE_SAYS_503(Victim.STORE),
    STORE_WRITES_HALF(Victim.STORE),
    STORE_WRITES_AND_DENIES(Victim.STORE),
    STORE_PARTIAL_WRITE(Victim.STORE);

    /// Who suffers it.
    public enum Victim {
        GATEWAY,
        BROKER,
        HUB,
        STORE
    }

    private static final Set<FaultKind> CAN_OUTLAST_TIMEOUTS = EnumSet.of(
            GATEWAY_STOPPED, GATEWAY_HALF_OPEN, GATEWAY_NOT_HEARD, GATEWAY_HEARS_NOTHING, BROKER_STOPPED, HUB_STOPPED, HUB_HALF_OPEN,
            HUB_NOT_HEARD, HUB_HEARS_NOTHING, STORE_STOPPED, STORE_HALF_OPEN);

    private static final Set<FaultKind> LEAVES_DEAD_CONNECTIONS = EnumSet.of(GATEWAY_HALF_OPEN, HUB_HALF_OPEN, STORE_HALF_OPEN);

    private final Victim victim;

    FaultKind(Victim victim) {
        this.victim = victim;
    }

    /// Whom no other fault may meet at the same time.
    public Set<Victim> victims() {
        return this == BROKER_LOST_ITS_QUEUE ? EnumSet.of(victim, Victim.HUB) : EnumSet.of(victim);
    }

    /// Whether it can last until everybody's time-outs have passed.
    public boolean canOutlastTimeouts() {
        return CAN_OUTLAST_TIMEOUTS.contains(this);
    }

    /// Whether only a time-out of the programs ends it.
    boolean leavesDeadConnections() {
        return LEAVES_DEAD_CONNECTIONS.contains(this);
    }

    /// As it is said: `gateway killed`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
