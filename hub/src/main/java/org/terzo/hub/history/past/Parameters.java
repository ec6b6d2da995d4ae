package org.terzo.hub.history.past;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of a question, and gathers every mistake on the way.
final class Parameters {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    private final List<Mistake> mistakes = new ArrayList<>();
    private final Instant from;
    private final Instant to;

    /// A wrong field, its value and what is wrong with it.
    record Mistake(String field, String value, String detail) {}

    Parameters(Instant from, Instant to) {
        this.from = millis(from);
        this.to = millis(to);
        if (!this.from.isBefore(this.to)) {
            mistakes.add(new Mistake("from", from.toString(), "from: %s is not before to: %s".formatted(from, to)));
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
    private static Instant millis(Instant at) {
        Instant within = at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
        return Instant.ofEpochMilli(within.getEpochSecond() * 1_000 + Math.ceilDiv(within.getNano(), 1_000_000));
    }

    /// @param what says what was expected
    private <T> Optional<T> optional(String name, @Nullable String text, Function<String, Optional<T>> parse, String what) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            mistakes.add(new Mistake(name, text, "%s: '%s' is %s".formatted(name, text, what)));
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

    /// The smoothed answer is later work; asking for it must not quietly give another.
    void live(@Nullable String answer) {
        Optional<String> _ = optional("answer", answer, text -> Optional.of(text).filter("live"::equals), "not known here; known is live");
    }
}
