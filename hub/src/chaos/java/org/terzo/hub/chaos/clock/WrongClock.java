package org.terzo.hub.chaos.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.Program;

/// A gateway with one sensor and a clock that a test sets, and all that was typed into it with the time at which it was.
public final class WrongClock {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration SEEN_BY_ALL = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofMinutes(2);

    private final String sensor;
    private final ClockFile clock;
    private final Program program;
    private final String gateway;
    private final List<Instant> typed = new ArrayList<>();

    private WrongClock(String gateway, String sensor, ClockFile clock, Program program) {
        this.gateway = gateway;
        this.sensor = sensor;
        this.clock = clock;
        this.program = program;
    }

    /// @param says what its clock's file says at its boot
    public static WrongClock boot(Line line, String gateway, String sensor, String says) throws IOException, InterruptedException {
        ClockFile clock = ClockFile.write(Files.createTempDirectory("terzo-clock").resolve(gateway), says);
        Program program = line.gateway(gateway, config(line, gateway, sensor), List.of("--clock", clock.file().toString()));
        program.await("started", START);
        return new WrongClock(gateway, sensor, clock, program);
    }

    private static String config(Line line, String gateway, String sensor) {
        return """
                site: tick
                gateway: %s
                mqtt: {url: "%s"}
                data: outbox
                inputs: simulated
                wiring: {sensors: [{sensor: %s, kind: tof, i2c: {bus: 1, address: 0x29}, everySeconds: 60}]}
                """.formatted(gateway, line.brokerUrl(), sensor);
    }

    public void set(String says) throws IOException, InterruptedException {
        clock.say(says);
        Thread.sleep(SEEN_BY_ALL);
    }

    /// The n-th reading has the value n.
    public void type(int readings) throws IOException, InterruptedException {
        for (int i = 0; i < readings; i++) {
            typed.add(Instant.now());
            program.tell("%s %s".formatted(sensor, Integer.toString(typed.size())));
            Thread.sleep(BETWEEN);
        }
        Thread.sleep(SEEN_BY_ALL);
    }

    public String gateway() {
        return gateway;
    }

    public String sensor() {
        return sensor;
    }

    /// When the n-th reading happened in truth.
    public Instant at(int value) {
        return typed.get(value - 1);
    }

    public int typed() {
        return typed.size();
    }
}
