package org.terzo.gateway.sensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a sensor is, in the words of the site file; it decides how it is wired and what it reads.
public enum SensorKind {
    PIR(Connection.LINE, "motion"),
    RADAR(Connection.LINE, "presence"),
    MAT(Connection.LINE, "presence"),
    SEAT(Connection.LINE, "presence"),
    REED(Connection.LINE, "contact"),
    BEAM_PAIR(Connection.LINE_PAIR, "passage"),
    TOF_COUNTER(Connection.BUS, "passage"),
    TOF(Connection.BUS, "distance_mm"),
    SCD41(Connection.BUS, "co2_ppm");

    /// How a sensor is wired: one GPIO line, two, or the I2C bus.
    public enum Connection {
        LINE,
        LINE_PAIR,
        BUS
    }

    private final Connection connection;
    private final String reading;

    SensorKind(Connection connection, String reading) {
        this.connection = connection;
        this.reading = reading;
    }

    public Connection connection() {
        return connection;
    }

    /// The wire's name for what it reads (the first of them, for air).
    String reading() {
        return reading;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Empty when `text` names no kind.
    public static Optional<SensorKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    public static String all() {
        return List.of(values()).stream().map(SensorKind::text).collect(Collectors.joining(", "));
    }
}
