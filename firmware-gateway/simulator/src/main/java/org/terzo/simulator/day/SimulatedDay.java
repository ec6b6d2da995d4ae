package org.terzo.simulator.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.sensing.Told;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;

/// One local day of a site, from midnight to midnight.
///
/// @param told what the gateways wrote, in order of true time
/// @param truth what became true, in order of time; the first day begins with how all was
public record SimulatedDay(LocalDate date, Instant begin, Instant end, List<Told> told, List<Fact> truth) {
    public SimulatedDay {
        told = List.copyOf(told);
        truth = List.copyOf(truth);
    }

    /// One gateway's log, in the order in which it was written.
    public List<LogRecord> log(GatewayId gateway) {
        return told.stream().filter(each -> each.gateway().equals(gateway)).map(Told::record).toList();
    }
}
