package org.terzo.hub.ingest;

import java.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;

/// How long each class of data is kept, study.md 6.3.
public record Retention(TemporalAmount observations, TemporalAmount passages, TemporalAmount stays, TemporalAmount aggregates) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([hdMy])");

    /// `30d`, `24h`, `13M`, `3y`; what is none of these becomes a mistake.
    public static Retention parse(String observations, String passages, String stays, String aggregates, Consumer<String> mistakes) {
        return new Retention(
                amount("--retain-observations", observations, mistakes),
                amount("--retain-passages", passages, mistakes),
                amount("--retain-stays", stays, mistakes),
                amount("--retain-aggregates", aggregates, mistakes));
    }

    /// The oldest instant of which a record of this kind is still kept.
    Instant oldest(LogRecord content, Instant now) {
        boolean isPassage = content instanceof Observation observation && observation.reading() instanceof Reading.Passage;
        return before(now, isPassage ? passages : observations);
    }

    /// The instant that lies `amount` before `now`, months counted in UTC.
    public static Instant before(Instant now, TemporalAmount amount) {
        return now.atOffset(ZoneOffset.UTC).minus(amount).toInstant();
    }

    private static TemporalAmount amount(String option, String text, Consumer<String> mistakes) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            mistakes.accept("%s: '%s' is no time such as 24h, 30d, 13M or 3y".formatted(option, text));
            return Period.ofDays(1);
        }
        int number = Integer.parseInt(form.group(1));
        return switch (form.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Period.ofDays(number);
            case "M" -> Period.ofMonths(number);
            default -> Period.ofYears(number);
        };
    }
}
