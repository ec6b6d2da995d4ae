package org.terzo.hub.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.terzo.gateway.sensor.ReadingText;
import org.terzo.simulator.day.Scenario;
import org.terzo.simulator.day.Simulation;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SiteReader;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;

/// What the gateways of the demo see, from a day on.
final class Lives {
    private static final int FOR_GOOD_DAYS = 3_650;
    private static final LocalDate RECORDED = LocalDate.of(2017, 12, 22);
    private static final int RECORDED_DAYS = 2;

    private Lives() {}

    /// Simulated people.
    static Iterator<Observation> simulated(Path siteFile, GatewayId gateway, LocalDate from, long seed) {
        List<String> mistakes = new ArrayList<>();
        SimulatedSite site = SiteReader.read(siteFile, mistakes::add).orElseThrow(() -> new IllegalStateException(String.join("\n", mistakes)));
        return Simulation.of(site, Scenario.ORDINARY, seed).days(from, FOR_GOOD_DAYS)
                .flatMap(day -> day.log(gateway).stream())
                .flatMap(record -> record instanceof Observation seen ? Stream.of(seen) : Stream.empty())
                .iterator();
    }

    /// Two recorded days, again and again.
    static Iterator<Observation> recorded(Path file, LocalDate from) throws IOException {
        List<Observation> days = Files.readAllLines(file).stream().skip(1).flatMap(row -> row(row).stream()).toList();
        return Stream.iterate(from, start -> start.plusDays(RECORDED_DAYS))
                .flatMap(start -> {
                    Duration later = Duration.between(RECORDED.atStartOfDay(ZoneOffset.UTC), start.atStartOfDay(ZoneOffset.UTC));
                    return days.stream().map(seen -> new Observation(seen.at().plus(later), seen.sensor(), seen.reading()));
                })
                .iterator();
    }

    private static List<Observation> row(String row) {
        String[] cells = row.split(",", -1);
        return switch (ReadingText.parse(cells[0], cells[1], cells[2], cells[3])) {
            case Decoded.Valid<LogRecord>(Observation seen) -> List.of(seen);
            case Decoded.Valid<LogRecord> _, Decoded.Malformed<LogRecord> _ -> List.of();
        };
    }
}
