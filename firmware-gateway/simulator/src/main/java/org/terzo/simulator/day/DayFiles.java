package org.terzo.simulator.day;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.sensing.Told;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.WireTime;

/// Writes days as files: `observations-<gateway>.csv` in the recorded format (run.md section 3), and `truth.csv`.
final class DayFiles implements AutoCloseable {
    private static final double MILLIS = 1_000;

    private final Map<GatewayId, BufferedWriter> logs = new TreeMap<>();
    private final BufferedWriter truth;

    private DayFiles(BufferedWriter truth) {
        this.truth = truth;
    }

    static DayFiles create(Path folder, Collection<GatewayId> gateways) throws IOException {
        Files.createDirectories(folder);
        DayFiles files = new DayFiles(Files.newBufferedWriter(folder.resolve("truth.csv")));
        files.truth.write("at,kind,subject,value\n");
        for (GatewayId gateway : gateways) {
            BufferedWriter log = Files.newBufferedWriter(folder.resolve("observations-" + gateway + ".csv"));
            files.logs.put(gateway, log);
            log.write("at,sensor,reading,value\n");
        }
        return files;
    }

    void add(SimulatedDay day) throws IOException {
        for (Told told : day.told()) {
            Optional<BufferedWriter> log = Optional.ofNullable(logs.get(told.gateway()));
            if (log.isPresent()) {
                for (String row : rows(told.record())) {
                    log.get().write(row);
                    log.get().write('\n');
                }
            }
        }
        for (Fact fact : day.truth()) {
            truth.write(String.join(",", WireTime.text(fact.at()), fact.kind().text(), fact.subject(), fact.value()));
            truth.write('\n');
        }
    }

    /// A record as rows: of several values of the air each has its own.
    static List<String> rows(LogRecord record) {
        return switch (record) {
            case LogRecord.Alive(var at, var watched) -> List.of(WireTime.text(at) + ",,alive_s," + plain(watched.toMillis() / MILLIS));
            case Observation(var at, var sensor, Reading reading) -> values(reading).stream().map(value -> WireTime.text(at) + "," + sensor + "," + value).toList();
            case LogRecord.Unreadable _ -> throw new IllegalStateException("nothing unreadable is told");
        };
    }

    private static List<String> values(Reading reading) {
        return switch (reading) {
            case Reading.Motion(boolean seen) -> List.of("motion," + seen);
            case Reading.Presence(boolean present) -> List.of("presence," + present);
            case Reading.Contact(boolean open) -> List.of("contact," + (open ? "open" : "closed"));
            case Reading.Passage(Reading.Direction direction) -> List.of("passage," + direction.name().toLowerCase(Locale.ROOT));
            case Reading.Distance(int millimetres) -> List.of("distance_mm," + millimetres);
            case Reading.Fault(String code) -> List.of("fault," + code);
            case Reading.Air(OptionalDouble co2, OptionalDouble temperature, OptionalDouble humidity) -> {
                List<String> all = new ArrayList<>();
                co2.ifPresent(value -> all.add("co2_ppm," + plain(value)));
                temperature.ifPresent(value -> all.add("temperature_c," + plain(value)));
                humidity.ifPresent(value -> all.add("humidity_percent," + plain(value)));
                yield all;
            }
        };
    }

    private static String plain(double value) {
        return value == StrictMath.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter log : logs.values()) {
            log.close();
        }
        truth.close();
    }
}
