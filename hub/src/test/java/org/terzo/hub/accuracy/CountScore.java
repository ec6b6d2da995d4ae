package org.terzo.hub.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.terzo.hub.occupancy.Headcount;

/// How right an answer is about headcounts, looked at once a minute.
final class CountScore {
    private static final Duration STEP = Duration.ofMinutes(1);

    private long looks;
    private long stated;
    private long errors;
    private long withinOne;
    private long covered;
    private long width;
    private long bad;
    private long outside;

    /// @param most what no answer may be above
    void add(Steps<Optional<Headcount>> said, Steps<Integer> people, Instant from, Instant until, int most) {
        for (Instant at = from; at.isBefore(until); at = at.plus(STEP)) {
            int truth = people.at(at).orElse(0);
            looks++;
            said.at(at).flatMap(each -> each).ifPresent(count -> state(count, truth, most));
        }
    }

    private void state(Headcount count, int truth, int most) {
        int error = Math.abs(count.best() - truth);
        stated++;
        errors += error;
        withinOne += error <= 1 ? 1 : 0;
        covered += count.low() <= truth && truth <= count.high() ? 1 : 0;
        width += count.high() - count.low();
        bad += error > Math.max(2.0, 0.1 * truth) ? 1 : 0;
        outside += count.low() < 0 || count.high() > most ? 1 : 0;
    }

    double meanError() {
        return (double) errors / stated;
    }

    double withinOne() {
        return (double) withinOne / stated;
    }

    /// How often the truth lies in the interval from the 5 % point to the 95 % point.
    double coverage() {
        return (double) covered / stated;
    }

    double width() {
        return (double) width / stated;
    }

    /// Hours of a day in which it is off by more than 2 and more than 10 %.
    double badHoursADay() {
        return 24.0 * bad / stated;
    }

    /// Looks at a value below 0 or above what is possible.
    long outside() {
        return outside;
    }

    double unknown() {
        return 1 - (double) stated / looks;
    }
}
