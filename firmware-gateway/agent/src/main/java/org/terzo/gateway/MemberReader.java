package org.terzo.gateway;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.terzo.gateway.YamlMap.Value;

/// Reads typed members of a mapping; what does not fit becomes a mistake and is left out.
final class MemberReader {
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,7}|[0-9]{1,9}");
    private static final int HEX = 16;

    private final Mistakes mistakes;

    MemberReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Optional<Value> required(YamlMap map, String member) {
        Optional<Value> value = map.text(member);
        if (!map.has(member)) {
            missing(map, member);
        }
        return value;
    }

    void missing(YamlMap map, String member) {
        mistakes.add(map.line(), map.path(member), "is missing");
    }

    /// @param expected what the value should have been
    <T> Optional<T> parsed(YamlMap map, String member, Optional<Value> value, Function<String, Optional<T>> parse, String expected) {
        Optional<T> read = value.flatMap(given -> parse.apply(given.text()));
        if (value.isPresent() && read.isEmpty()) {
            mistakes.add(value.get().line(), map.path(member), "'%s' is not %s".formatted(value.get().text(), expected));
        }
        return read;
    }

    /// A whole number, decimal or with `0x`.
    OptionalInt number(YamlMap map, String member, int least, int most) {
        Optional<Value> value = map.text(member);
        Optional<Integer> read = parsed(map, member, value, MemberReader::parse, "a whole number from %d to %d".formatted(least, most));
        Optional<Integer> fitting = read.filter(number -> number >= least && number <= most);
        if (read.isPresent() && fitting.isEmpty()) {
            String text = value.map(Value::text).orElse("");
            mistakes.add(map.line(member), subject(map, member), "%s %s is outside %d..%d".formatted(member, text, least, most));
        }
        return fitting.isPresent() ? OptionalInt.of(fitting.get()) : OptionalInt.empty();
    }

    private static String subject(YamlMap map, String member) {
        return map.name().isEmpty() ? member : map.name();
    }

    private static Optional<Integer> parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return text.matches("-[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
        }
        return Optional.of(text.startsWith("0x") ? Integer.parseInt(text.substring(2), HEX) : Integer.parseInt(text));
    }
}
