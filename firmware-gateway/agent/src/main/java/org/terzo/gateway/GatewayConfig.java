package org.terzo.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.gateway.sensor.recorded.RecordedDay;
import org.terzo.gateway.sensor.recorded.RecordedFile;
import org.terzo.gateway.sensor.recorded.RecordedInputs;
import org.terzo.gateway.uplink.BrokerSettings;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// All that one gateway is told: who it is, where the broker is, where its outbox is, what is wired to it.
///
/// @param data the folder of the outbox
/// @param revision of the wiring; empty when the file does not say
public record GatewayConfig(
        SiteId site,
        GatewayId gateway,
        BrokerSettings mqtt,
        Path data,
        Inputs inputs,
        long outboxBytes,
        OptionalInt revision,
        Optional<String> chip,
        List<SensorWiring> sensors) {
    public GatewayConfig {
        sensors = List.copyOf(sensors);
    }

    /// Reads a gateway file; each mistake is told as one line, and a file with one gives nothing.
    public static Optional<GatewayConfig> read(Path file, Consumer<String> mistake) {
        Mistakes mistakes = new Mistakes(file);
        Optional<GatewayConfig> read = ConfigReader.read(file, mistakes);
        mistakes.lines().forEach(mistake);
        return read;
    }

    /// Where observations come from.
    public sealed interface Inputs {
        record Pi4j() implements Inputs {}

        record Recorded(RecordedDay day, RecordedFile file) implements Inputs {}

        record Simulated() implements Inputs {}

        /// Whether what follows a bookmark comes again exactly as it came before: so a file does, and nothing that is lived.
        default boolean repeatsFrom(String bookmark) {
            return switch (this) {
                case Pi4j(), Simulated() -> false;
                case Recorded(RecordedDay day, RecordedFile file) -> RecordedInputs.goesOnFrom(day, file, bookmark);
            };
        }
    }

    Set<SensorId> sensorIds() {
        return sensors.stream().map(SensorWiring::sensor).collect(Collectors.toSet());
    }
}
