package org.terzo.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Reading.Direction;

/// Gathers the members of one record, then says what the record is: wire.md sections 3 and 7.
final class RecordReader {
    private static final double MOST_PPM = 100_000;
    private static final double COLDEST_C = -60;
    private static final double HOTTEST_C = 125;
    private static final int LONGEST_SHOWN = 64;
    private static final double LONGEST_WATCH_S = 31 * 86_400.0;

    private final List<Reading> readings = new ArrayList<>(1);
    private Optional<Instant> at = Optional.empty();
    private Optional<SensorId> sensor = Optional.empty();
    private final Source source;
    private boolean sensorNamed;
    private OptionalDouble co2 = OptionalDouble.empty();
    private OptionalDouble temperature = OptionalDouble.empty();
    private OptionalDouble humidity = OptionalDouble.empty();
    private OptionalDouble alive = OptionalDouble.empty();
    private int known;
    private Optional<String> badValue = Optional.empty();

    /// The JSON of this record as it came.
    interface Source {
        String json();
    }

    RecordReader(Source source) {
        this.source = source;
    }

    /// The parser stands on the member's value and is left on the value's last token.
    void take(String member, JsonParser json) throws IOException {
        switch (member) {
            case "at" -> at = text(json).flatMap(WireTime::parse);
            case "sensor" -> {
                sensorNamed = true;
                sensor = text(json).flatMap(SensorId::parse);
            }
            case "motion" -> add(member, bool(json).map(Reading.Motion::new), json);
            case "presence" -> add(member, bool(json).map(Reading.Presence::new), json);
            case "contact" -> add(member, text(json).flatMap(RecordReader::contact), json);
            case "passage" -> add(member, text(json).flatMap(RecordReader::passage), json);
            case "distance_mm" -> add(member, distance(json), json);
            case "fault" -> add(member, text(json).filter(RecordReader::isFaultCode).map(Reading.Fault::new), json);
            case "co2_ppm" -> co2 = air(member, json, 0, MOST_PPM);
            case "temperature_c" -> temperature = air(member, json, COLDEST_C, HOTTEST_C);
            case "humidity_percent" -> humidity = air(member, json, 0, 100);
            case "alive_s" -> alive = watched(json);
            default -> {}
        }
        json.skipChildren();
    }

    LogRecord logRecord() {
        if (at.isEmpty()) {
            return unreadable("malformed", "no at, or it is no UTC time");
        }
        if (!sensorNamed && alive.isPresent()) {
            return alive.getAsDouble() > 0
                    ? new Alive(at.get(), Duration.ofMillis(Math.round(alive.getAsDouble() * 1000)))
                    : unreadable("bad-value", "alive_s is no number above 0 and up to 31 days");
        }
        if (sensor.isEmpty()) {
            return unreadable("malformed", "no sensor, or it is no id");
        }
        addAir();
        if (known == 0) {
            return unreadable("unknown-reading", "no known reading");
        }
        if (known > 1) {
            return unreadable("two-readings", known + " readings");
        }
        if (badValue.isPresent()) {
            return unreadable("bad-value", badValue.get());
        }
        return new Observation(at.get(), sensor.get(), readings.getFirst());
    }

    private void addAir() {
        if (co2.isPresent() || temperature.isPresent() || humidity.isPresent()) {
            known++;
            if (badValue.isEmpty()) {
                readings.add(new Reading.Air(co2, temperature, humidity));
            }
        }
    }

    private void add(String member, Optional<? extends Reading> reading, JsonParser json) throws IOException {
        known++;
        reading.ifPresent(readings::add);
        if (reading.isEmpty()) {
            badValue = Optional.of("%s: %s".formatted(member, shown(json)));
        }
    }

    /// A value out of range still counts as a reading, so that two readings are seen as two.
    private OptionalDouble air(String member, JsonParser json, double least, double most) throws IOException {
        OptionalDouble value = number(json);
        if (value.isEmpty() || value.getAsDouble() < least || value.getAsDouble() > most) {
            badValue = Optional.of("%s: %s is outside %s..%s".formatted(member, shown(json), least, most));
            return OptionalDouble.of(least);
        }
        return value;
    }

    /// 0 stands for a value that is none.
    private static OptionalDouble watched(JsonParser json) throws IOException {
        OptionalDouble seconds = number(json);
        boolean isRight = seconds.isPresent() && seconds.getAsDouble() >= 0.001 && seconds.getAsDouble() <= LONGEST_WATCH_S;
        return isRight ? seconds : OptionalDouble.of(0);
    }

    private static Optional<Reading.Distance> distance(JsonParser json) throws IOException {
        OptionalDouble value = number(json);
        boolean isRight = value.isPresent()
                && value.getAsDouble() == Math.rint(value.getAsDouble())
                && value.getAsDouble() >= 0
                && value.getAsDouble() <= Reading.Distance.FARTHEST_MM;
        return isRight ? Optional.of(new Reading.Distance((int) value.getAsDouble())) : Optional.empty();
    }

    private static Optional<Reading.Contact> contact(String word) {
        return switch (word) {
            case "open" -> Optional.of(new Reading.Contact(true));
            case "closed" -> Optional.of(new Reading.Contact(false));
            default -> Optional.empty();
        };
    }

    private static Optional<Reading.Passage> passage(String word) {
        for (Direction direction : Direction.values()) {
            if (direction.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(new Reading.Passage(direction));
            }
        }
        return Optional.empty();
    }

    private static boolean isFaultCode(String code) {
        return code.matches("[a-z0-9-]{1,64}");
    }

    private static Optional<Boolean> bool(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static OptionalDouble number(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric()) {
            return OptionalDouble.empty();
        }
        double value = json.getDoubleValue();
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static Optional<String> text(JsonParser json) throws IOException {
        return json.hasToken(JsonToken.VALUE_STRING) ? Optional.of(json.getText()) : Optional.empty();
    }

    private static String shown(JsonParser json) throws IOException {
        if (!json.currentToken().isScalarValue()) {
            return "is no plain value";
        }
        String text = json.getText();
        return "'" + text.substring(0, Math.min(text.length(), LONGEST_SHOWN)) + "'";
    }

    private Unreadable unreadable(String reason, String detail) {
        return new Unreadable(reason, detail, source.json());
    }
}
