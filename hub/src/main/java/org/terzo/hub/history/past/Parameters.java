package org.terzo.hub.history.past;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.past.WrongParameters.Mistake;
import org.terzo.hub.occupancy.Answer;

/// Reads the parameters of a question, and gathers every mistake on the way.
final class Parameters {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    private final List<Mistake> mistakes = new ArrayList<>();
    private final Instant from;
    private final Instant to;

    Parameters(String from, String to) {
        this.from = instant("from", from);
        this.to = instant("to", to);
        if (mistakes.isEmpty() && !this.from.isBefore(this.to)) {
            mistakes.add(new Mistake("from", from, "is not before to: %s".formatted(to)));
        }
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /// Rounded up to the millisecond: what is kept has whole ones.
    private Instant instant(String name, String text) {
        return optional(name, text, Parameters::utc, "no instant in UTC such as 2026-03-10T09:00:00Z").orElse(EARLIEST);
    }

    private static Optional<Instant> utc(String text) {
        try {
            Instant at = Instant.parse(text);
            Instant clamped = at.isBefore(EARLIEST) ? EARLIEST : at;
            return text.endsWith("Z") && !at.isAfter(LATEST)
                    ? Optional.of(Instant.ofEpochMilli(clamped.getEpochSecond() * 1_000 + Math.ceilDiv(clamped.getNano(), 1_000_000)))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// @param what says what was expected
    <T> Optional<T> optional(String name, @Nullable String text, Function<String, Optional<T>> parse, String what) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            mistakes.add(new Mistake(name, text, "'%s' is %s".formatted(text, what)));
        }
        return value;
    }

    <T> Optional<T> cursor(@Nullable String text, Function<String, Optional<T>> parse) {
        return optional("cursor", text, parse, "none that an answer to this question gave");
    }

    Optional<Duration> step(@Nullable String text) {
        return optional("step", text, Parameters::duration, "no ISO-8601 duration of a second or more, such as PT5M");
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(step -> step.compareTo(SHORTEST_STEP) >= 0 && step.toNanosPart() % 1_000_000 == 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Live when nothing is asked for.
    Answer answer(@Nullable String text) {
        return optional("answer", text, Parameters::answerOf, "no answer; there are live and smoothed").orElse(Answer.LIVE);
    }

    private static Optional<Answer> answerOf(String text) {
        return Stream.of(Answer.values()).filter(each -> each.text().equals(text)).findFirst();
    }
}
