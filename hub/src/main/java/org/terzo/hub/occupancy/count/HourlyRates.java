package org.terzo.hub.occupancy.count;

import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.site.LocalTimes;

/// Entries, exits and watched minutes in each hour of the week.
final class HourlyRates {
    private static final int HOURS_A_DAY = 24;
    private static final int ENOUGH_MINUTES = 20;

    private final double[] in = new double[LocalTimes.HOURS_A_WEEK];
    private final double[] out = new double[LocalTimes.HOURS_A_WEEK];
    private final double[] minutes = new double[LocalTimes.HOURS_A_WEEK];

    /// Passages a minute that are to be expected.
    record Expected(double in, double out) {
        static final Expected NONE = new Expected(0, 0);
    }

    HourlyRates copy() {
        HourlyRates copy = new HourlyRates();
        for (int hour = 0; hour < minutes.length; hour++) {
            copy.in[hour] = in[hour];
            copy.out[hour] = out[hour];
            copy.minutes[hour] = minutes[hour];
        }
        return copy;
    }

    void pass(int hour, double moreIn, double moreOut) {
        in[hour] += moreIn;
        out[hour] += moreOut;
    }

    void watch(int hour, double more) {
        minutes[hour] += more;
    }

    /// Each hour that another day watched counts by `factor` less than that one.
    void learn(HourlyRates day, double factor) {
        for (int hour = 0; hour < minutes.length; hour++) {
            if (day.minutes[hour] > 0) {
                in[hour] = factor * in[hour] + day.in[hour];
                out[hour] = factor * out[hour] + day.out[hour];
                minutes[hour] = factor * minutes[hour] + day.minutes[hour];
            }
        }
    }

    /// By that hour of the week or, where that was not seen, the same hour of the other days.
    Expected at(int hour) {
        return minutes[hour] >= ENOUGH_MINUTES ? rates(in[hour], out[hour], minutes[hour]) : ofAnyDay(hour % HOURS_A_DAY);
    }

    private Expected ofAnyDay(int hourOfDay) {
        double allIn = 0;
        double allOut = 0;
        double allMinutes = 0;
        for (int hour = hourOfDay; hour < minutes.length; hour += HOURS_A_DAY) {
            allIn += in[hour];
            allOut += out[hour];
            allMinutes += minutes[hour];
        }
        return allMinutes >= ENOUGH_MINUTES ? rates(allIn, allOut, allMinutes) : Expected.NONE;
    }

    private static Expected rates(double in, double out, double minutes) {
        return new Expected(in / minutes, out / minutes);
    }

    void clear() {
        for (int hour = 0; hour < minutes.length; hour++) {
            in[hour] = 0;
            out[hour] = 0;
            minutes[hour] = 0;
        }
    }

    double watched() {
        double watched = 0;
        for (double each : minutes) {
            watched += each;
        }
        return watched;
    }

    /// Only the hours of which anything is known.
    void write(StateWriter out) {
        int known = 0;
        for (int hour = 0; hour < minutes.length; hour++) {
            known += isKnown(hour) ? 1 : 0;
        }
        out.number(known);
        for (int hour = 0; hour < minutes.length; hour++) {
            if (isKnown(hour)) {
                out.number(hour).real(in[hour]).real(this.out[hour]).real(minutes[hour]);
            }
        }
    }

    private boolean isKnown(int hour) {
        return in[hour] != 0 || out[hour] != 0 || minutes[hour] != 0;
    }

    void read(StateReader from) {
        clear();
        for (long left = from.number(); left > 0; left--) {
            int hour = (int) from.number();
            in[hour] = from.real();
            out[hour] = from.real();
            minutes[hour] = from.real();
        }
    }
}
