package org.terzo.simulator.life;

import java.util.Optional;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.wire.ZoneId;

/// Where one person can sit: a desk, or a place that no sensor watches.
///
/// @param number tells places without a desk apart
public record Seat(ZoneId zone, Optional<Desk> desk, int number) {}
