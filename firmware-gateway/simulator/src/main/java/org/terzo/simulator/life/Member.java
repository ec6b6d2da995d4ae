package org.terzo.simulator.life;

import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.Hours;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.wire.ZoneId;

/// Somebody who comes again and again, and how.
///
/// @param own the desk that belongs to them
/// @param attendance share of working days
/// @param comesMinutes after opening; at a site that never closes, after midnight
/// @param stayMinutes median length of a visit
record Member(int number, ZoneId zone, Optional<Desk> own, Temperament temperament, double attendance, double comesMinutes, double stayMinutes) {
    private static final double EVENING = 0.18;
    private static final double NIGHT = 0.12;

    static Member of(int number, ZoneId zone, Optional<Desk> own, Habits.Desks habits, Hours hours, Chance chance) {
        double attendance = Math.min(1, chance.between(0.35, 0.9) * habits.attendance());
        double restless = chance.next();
        Temperament temperament = restless < habits.still() ? Temperament.STILL : restless > 1 - habits.fidgety() ? Temperament.FIDGETY : Temperament.USUAL;
        double stay = Math.clamp(chance.normal(400, 110), 90, 660);
        double comes = hours.isAlways() ? aroundTheClock(chance) : Math.max(2, chance.normal(60, 45));
        return new Member(number, zone, own, temperament, attendance, comes, stay);
    }

    /// Most come in the morning, some in the evening, a few for the night.
    private static double aroundTheClock(Chance chance) {
        double when = chance.next();
        if (when < NIGHT) {
            return chance.between(21.5 * 60, 23.8 * 60);
        }
        return when < NIGHT + EVENING ? chance.between(16 * 60, 20 * 60) : chance.normal(9.6 * 60, 65);
    }
}
