package org.terzo.hub.occupancy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.terzo.hub.site.Site.SensorKind;

/// Why a desk is said to be as it is: the evidence that weighed most in the last change.
///
/// @param minutes how long the sensor has been silent
/// @param logOdds what that evidence did to the log-odds of occupied
/// @param since when the desk was last watched
public record Reason(
        Kind kind, Optional<SensorKind> sensor, OptionalLong minutes, OptionalDouble logOdds, Optional<Instant> since) {
    public static final Reason NEVER_WATCHED =
            new Reason(Kind.NEVER_WATCHED, Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());
    public static final Reason UNDECIDED =
            new Reason(Kind.UNDECIDED, Optional.empty(), OptionalLong.of(10), OptionalDouble.empty(), Optional.empty());

    /// What kinds of reason there are. `SEEN_BEFORE`: nothing new, but somebody was there before a break.
    public enum Kind {
        MOTION,
        PRESENT,
        NO_MOTION,
        ABSENT,
        SEEN_BEFORE,
        NOTHING_SEEN,
        UNDECIDED,
        UNWATCHED,
        FAULT,
        STUCK,
        NEVER_WATCHED;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static Reason unwatched(Kind kind, Instant since) {
        return new Reason(kind, Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.of(since));
    }

    /// As an English sentence.
    public String text() {
        return switch (kind) {
            case MOTION -> "motion";
            case PRESENT -> kindOfSensor() + " present";
            case NO_MOTION -> "no motion" + measure();
            case ABSENT -> kindOfSensor() + " absent" + measure();
            case SEEN_BEFORE -> "seen before a break";
            case NOTHING_SEEN -> "nothing seen" + measure();
            case UNDECIDED -> "undecided for 10 min";
            case UNWATCHED -> "not watched since " + since.map(Instant::toString).orElse("the start");
            case FAULT -> "sensor fault since " + since.map(Instant::toString).orElse("the start");
            case STUCK -> "sensor stuck since " + since.map(Instant::toString).orElse("the start");
            case NEVER_WATCHED -> "never watched";
        };
    }

    private String kindOfSensor() {
        return sensor.map(SensorKind::text).orElse("sensor");
    }

    private String measure() {
        String length = minutes.isEmpty() ? "" : " for " + minutes.getAsLong() + " min";
        String weight = logOdds.isEmpty() ? "" : " (log-odds " + tenths(logOdds.getAsDouble()) + ")";
        return length + weight;
    }

    /// As `%.1f` gives it, to the sign of a zero. A formatter took a tenth of the hub's time in a backlog.
    private static String tenths(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        String sign = Double.compare(value, 0) < 0 ? "-" : "";
        return sign + BigDecimal.valueOf(StrictMath.abs(value)).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
