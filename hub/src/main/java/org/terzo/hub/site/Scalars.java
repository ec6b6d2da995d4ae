package org.terzo.hub.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.terzo.hub.site.Site.Point;

/// What single words and numbers of a site file mean; empty when they mean nothing.
final class Scalars {
    private Scalars() {}

    /// The value that writes itself as `text`.
    static <E> Optional<E> word(E[] values, Function<E, String> write, String text) {
        return List.of(values).stream()
                .filter(value -> write.apply(value).equals(text))
                .findFirst();
    }

    static Function<String, Optional<Integer>> whole(int least, int most) {
        return text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    static Optional<Double> metres(String text) {
        return text.matches("\\d{1,4}(\\.\\d{1,4})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    static Optional<Double> length(String text) {
        return metres(text).filter(metres -> metres > 0);
    }

    static Optional<Point> point(List<String> numbers) {
        List<Double> metres = numbers.stream().flatMap(number -> metres(number).stream()).toList();
        return numbers.size() == 2 && metres.size() == 2 ? Optional.of(new Point(metres.get(0), metres.get(1))) : Optional.empty();
    }

    static Optional<String> words(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    static Optional<Boolean> yesOrNo(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    static Optional<java.time.ZoneId> timeZone(String text) {
        return java.time.ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(java.time.ZoneId.of(text)) : Optional.empty();
    }

    static Optional<LocalDate> date(String text) {
        return parsed(() -> LocalDate.parse(text));
    }

    static Optional<LocalTime> time(String text) {
        return text.matches("\\d\\d:\\d\\d") ? parsed(() -> LocalTime.parse(text)) : Optional.empty();
    }

    static Optional<Instant> instant(String text, java.time.ZoneId timeZone) {
        return date(text).map(date -> date.atStartOfDay(timeZone).toInstant()).or(() -> parsed(() -> Instant.parse(text)));
    }

    private static <T> Optional<T> parsed(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
