package org.terzo.gateway.sensor;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;
import org.terzo.wire.RecordCodec;

/// A record from plain text such as `motion` and `true`: words and limits are those of the wire, so the wire's codec reads it.
public final class ReadingText {
    private static final Pattern LITERAL = Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\p{Cntrl}]*");

    private ReadingText() {}

    /// @param sensor empty for a record of the gateway itself
    public static Decoded<LogRecord> parse(String at, String sensor, String reading, String value) {
        if (!Stream.of(at, sensor, reading, value).allMatch(text -> PLAIN.matcher(text).matches())) {
            return new Decoded.Malformed<>("malformed", "a quote, a backslash or a control character");
        }
        return withMembers(at, sensor, member(reading, value));
    }

    /// One member of a JSON object; `name` and `value` are free of quotes and backslashes.
    static String member(String name, String value) {
        return "\"%s\":%s".formatted(name, LITERAL.matcher(value).matches() ? value : "\"" + value + "\"");
    }

    static Decoded<LogRecord> withMembers(String at, String sensor, String members) {
        String from = sensor.isEmpty() ? "" : "\"sensor\":\"" + sensor + "\",";
        LogRecord read = RecordCodec.decode("{\"at\":\"" + at + "\"," + from + members + "}");
        if (read instanceof LogRecord.Unreadable(String reason, String detail, String _)) {
            return new Decoded.Malformed<>(reason, detail);
        }
        return new Decoded.Valid<>(read);
    }
}
