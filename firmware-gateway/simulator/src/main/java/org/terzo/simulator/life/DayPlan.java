package org.terzo.simulator.life;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.terzo.wire.DeskId;

/// What people have in mind for a local day; a visit may last into the next.
public record DayPlan(LocalDate date, List<Visit> visits, List<Booking> bookings) {
    /// A desk that somebody has reserved, whether they come or not.
    public record Booking(DeskId desk, int person, Instant from, Instant to) {}

    public DayPlan {
        visits = List.copyOf(visits);
        bookings = List.copyOf(bookings);
    }
}
