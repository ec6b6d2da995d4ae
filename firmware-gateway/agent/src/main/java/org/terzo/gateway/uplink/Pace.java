package org.terzo.gateway.uplink;

import java.time.Duration;

/// How long the uplink waits for what.
///
/// @param overdue for a receipt, at first; doubles up to `longestOverdue`
/// @param status between two statuses
/// @param deaf for any sign of the broker before the connection is made anew
/// @param retry before the next attempt to connect, at first; doubles up to `longestRetry`
/// @param turn for another program of the same name before it is driven off
/// @param signals while no more than the largest batch waits to be sent
/// @param backlog while more does
public record Pace(
        Duration overdue,
        Duration longestOverdue,
        Duration status,
        Duration deaf,
        Duration retry,
        Duration longestRetry,
        Duration turn,
        Brake signals,
        Brake backlog) {
    /// @param window how many records may be under way without a receipt before `pause` lies between two batches
    public record Brake(int window, Duration pause) {}

    public static final Pace USUAL = new Pace(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            new Brake(5_000, Duration.ofMillis(50)),
            new Brake(1, Duration.ofSeconds(1)));

    /// The double of `wait`, but no more than `longest`.
    static Duration doubled(Duration wait, Duration longest) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
