package org.terzo.simulator.life;

import java.time.LocalDate;
import java.util.List;

/// What people have in mind for a local day; a visit may last into the next.
public record DayPlan(LocalDate date, List<Visit> visits, List<Booking> bookings) {
    public DayPlan {
        visits = List.copyOf(visits);
        bookings = List.copyOf(bookings);
    }
}
