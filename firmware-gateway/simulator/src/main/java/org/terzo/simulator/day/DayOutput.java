package org.terzo.simulator.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import org.terzo.simulator.site.SimulatedSite;

/// Writes the days of a simulation into a folder.
///
/// @param from the first local day
public record DayOutput(SimulatedSite site, Scenario scenario, long seed, LocalDate from, int days) {
    public void write(Path folder) throws IOException {
        Simulation simulation = Simulation.of(site, scenario, seed);
        Summary summary = new Summary();
        try (DayFiles files = DayFiles.create(folder, site.gateways())) {
            for (Iterator<SimulatedDay> each = simulation.days(from, days).iterator(); each.hasNext(); ) {
                SimulatedDay day = each.next();
                files.add(day);
                summary.add(day);
            }
        }
        Files.writeString(folder.resolve("summary.json"), summary.text(site, scenario, seed, from, days, simulation.faults(from)));
    }
}
