package org.terzo.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.wire.Command;
import org.terzo.wire.Command.Kind;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.SensorState;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.Reply;

/// Obeys what the hub asks, once each, or says why not.
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final int MOST_REMEMBERED = 100;

    private final Function<State, GatewayStatus> status;
    private final BooleanSupplier restart;
    private final InstantSource clock;

    /// The broker may deliver a command twice; the oldest are forgotten beyond a hundred.
    private final Map<String, Reply> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /// @param restart ends the program when something will start it again; false when nothing would
    Commands(Function<State, GatewayStatus> status, BooleanSupplier restart, InstantSource clock) {
        this.status = status;
        this.restart = restart;
        this.clock = clock;
    }

    Reply reply(Command command) {
        return given.computeIfAbsent(command.id(), _ -> obey(command));
    }

    private Reply obey(Command command) {
        Instant now = clock.instant();
        if (command.expiresAt().filter(until -> !now.isBefore(until)).isPresent()) {
            return refuse(command, "it expired at %s and the gateway's clock says %s".formatted(command.expiresAt().get(), now));
        }
        Optional<Kind> kind = command.kind();
        if (kind.isEmpty()) {
            return refuse(command, "'%s' is not one of identify, self-test, restart".formatted(command.word()));
        }
        return switch (kind.get()) {
            case IDENTIFY -> refuse(command, "this version drives no light to be found by");
            case SELF_TEST -> test(command);
            case RESTART -> restart.getAsBoolean() ? obeyed(command, "ends now and is started again") : refuse(command, "nothing would start this gateway again");
        };
    }

    private Reply test(Command command) {
        GatewayStatus now = status.apply(State.READY);
        if (command.sensor().isPresent()) {
            Optional<SensorState> asked = now.sensors().entrySet().stream()
                    .filter(sensor -> sensor.getKey().value().equals(command.sensor().get()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            return asked.map(sensor -> tell(command, sensor)).orElseGet(() -> refuse(command, command.sensor().get() + " is not wired here"));
        }
        String faulty = now.sensors().entrySet().stream()
                .filter(sensor -> !sensor.getValue().health().equals("ok"))
                .map(sensor -> sensor.getKey() + " " + sensor.getValue().health())
                .sorted()
                .collect(Collectors.joining(", "));
        String watched = now.watchingSince().map(since -> "watching since " + since).orElse("not watching");
        String detail = "%d sensors, %s; %s; clock %s".formatted(now.sensors().size(), faulty.isEmpty() ? "no fault" : faulty, watched, now.clock());
        return faulty.isEmpty() ? obeyed(command, detail) : refuse(command, detail);
    }

    private static Reply tell(Command command, SensorState sensor) {
        String last = sensor.lastSignal().map(at -> "last signal " + at).orElse("no signal yet");
        String detail = sensor.health() + ", " + last;
        return sensor.health().equals("ok") ? obeyed(command, detail) : refuse(command, detail);
    }

    private static Reply obeyed(Command command, String detail) {
        LOG.info("command {} {}: {}", command.id(), command.word(), detail);
        return new Reply(command.id(), true, detail);
    }

    private static Reply refuse(Command command, String detail) {
        LOG.warn("command {} {}: {}", command.id(), command.word(), detail);
        return new Reply(command.id(), false, detail);
    }
}
