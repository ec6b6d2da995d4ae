package org.terzo.simulator.life;

import java.time.Instant;
import org.terzo.wire.DeskId;

/// A desk that somebody has reserved, whether they come or not.
public record Booking(DeskId desk, int person, Instant from, Instant to) {}
