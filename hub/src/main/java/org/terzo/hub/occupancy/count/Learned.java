package org.terzo.hub.occupancy.count;

import org.terzo.hub.occupancy.filter.HeadcountFilter;
import org.terzo.hub.occupancy.filter.Leaving;
import org.terzo.hub.occupancy.filter.Passing;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// What the passages of a place teach about it, in the time of its observations (inference.md 5.2): how long people stay, how many its
/// counters miss, how busy each hour of the week is. What a day taught counts from its end on.
public final class Learned {
    private static final int HOURS_A_DAY = 24;
    private static final double EXITS_SUPPOSED = 5;
    private static final double MINUTES_SUPPOSED = 600;
    private static final double PASSAGES_SUPPOSED = 150;
    private static final double HAZARD_KEPT_A_DAY = 0.97;
    private static final double BALANCE_KEPT_A_DAY = 0.93;
    private static final double RATES_KEPT_A_WEEK = 0.8;
    private static final double QUIET_BELOW_A_DAY = 100;
    /// A day of which less was watched does not tell how many passages a day has.
    private static final double WATCHED_AT_LEAST_MINUTES = 360;

    private final double[] exits = new double[HOURS_A_DAY];
    private final double[] stayed = new double[HOURS_A_DAY];
    private final double[] exitsToday = new double[HOURS_A_DAY];
    private final double[] stayedToday = new double[HOURS_A_DAY];
    private final HourlyRates today;
    private final HourlyRates rates;
    private double inToday;
    private double outToday;
    private double in;
    private double out;
    private double passages;
    private double days;
    private Passing passing = Passing.missing(Passing.MISSED, Passing.MISSED, Leaving.ROOT);

    public Learned() {
        this(new HourlyRates(), new HourlyRates());
    }

    private Learned(HourlyRates today, HourlyRates rates) {
        this.today = today;
        this.rates = rates;
    }

    public Learned copy() {
        Learned copy = new Learned(today.copy(), rates.copy());
        System.arraycopy(exits, 0, copy.exits, 0, exits.length);
        System.arraycopy(stayed, 0, copy.stayed, 0, stayed.length);
        System.arraycopy(exitsToday, 0, copy.exitsToday, 0, exits.length);
        System.arraycopy(stayedToday, 0, copy.stayedToday, 0, stayed.length);
        copy.inToday = inToday;
        copy.outToday = outToday;
        copy.in = in;
        copy.out = out;
        copy.passages = passages;
        copy.days = days;
        copy.passing = passing;
        return copy;
    }

    public Passing passing() {
        return passing;
    }

    /// Exits per person and minute that a counter would see.
    ///
    /// @param hour of the week
    public double hazard(int hour) {
        int ofDay = hour % HOURS_A_DAY;
        return (1 - passing.missOut()) * (EXITS_SUPPOSED + exits[ofDay]) / (MINUTES_SUPPOSED + stayed[ofDay]);
    }

    public void entry(int hour) {
        inToday++;
        today.pass(hour, 1 / (1 - passing.missIn()), 0);
    }

    public void exit(int hour) {
        outToday++;
        double exit = 1 / (1 - passing.missOut());
        exitsToday[hour % HOURS_A_DAY] += exit;
        today.pass(hour, 0, exit);
    }

    /// All counters watched.
    ///
    /// @param people who are believed to have been inside
    public void watch(int hour, double people, double minutes) {
        stayedToday[hour % HOURS_A_DAY] += people * minutes;
        today.watch(hour, minutes);
    }

    /// Who is to be expected to have come and gone while counters did not look.
    ///
    /// @param share of all passages that go by those counters
    public void drift(HeadcountFilter filter, int hour, double minutes, double share) {
        HourlyRates.Expected expected = rates.at(hour);
        filter.drift(expected.in() * minutes * share, expected.out() * minutes * share, passing.leaving());
    }

    /// A day is over; one that nobody watched teaches nothing, and nothing is forgotten over it.
    public void turnDay() {
        double watched = today.watched();
        if (watched == 0) {
            return;
        }
        for (int hour = 0; hour < HOURS_A_DAY; hour++) {
            exits[hour] = HAZARD_KEPT_A_DAY * exits[hour] + exitsToday[hour];
            stayed[hour] = HAZARD_KEPT_A_DAY * stayed[hour] + stayedToday[hour];
            exitsToday[hour] = 0;
            stayedToday[hour] = 0;
        }
        in = BALANCE_KEPT_A_DAY * in + inToday;
        out = BALANCE_KEPT_A_DAY * out + outToday;
        if (watched >= WATCHED_AT_LEAST_MINUTES) {
            passages = BALANCE_KEPT_A_DAY * passages + inToday + outToday;
            days = BALANCE_KEPT_A_DAY * days + 1;
        }
        rates.learn(today, RATES_KEPT_A_WEEK);
        today.clear();
        inToday = 0;
        outToday = 0;
        passing = Passing.missing(missedIn(), missedOut(), days > 0 && passages / days < QUIET_BELOW_A_DAY ? Leaving.EACH : Leaving.ROOT);
    }

    /// Exits for each entry, were all counters as good at both.
    private double imbalance() {
        return (PASSAGES_SUPPOSED + out) / (PASSAGES_SUPPOSED + in);
    }

    private double missedIn() {
        return bounded(1 - 2 * (1 - Passing.MISSED) / (1 + imbalance()));
    }

    private double missedOut() {
        return bounded(1 - imbalance() * (1 - missedIn()));
    }

    private static double bounded(double missed) {
        return StrictMath.clamp(missed, Passing.MISSED_AT_LEAST, Passing.MISSED_AT_MOST);
    }

    public void write(StateWriter writer) {
        writer.reals(exits).reals(stayed).reals(exitsToday).reals(stayedToday).real(inToday).real(outToday).real(in).real(out).real(passages).real(days);
        writer.real(passing.missIn()).real(passing.missOut()).word(passing.leaving().name());
        today.write(writer);
        rates.write(writer);
    }

    public void read(StateReader reader) {
        System.arraycopy(reader.reals(), 0, exits, 0, exits.length);
        System.arraycopy(reader.reals(), 0, stayed, 0, stayed.length);
        System.arraycopy(reader.reals(), 0, exitsToday, 0, exits.length);
        System.arraycopy(reader.reals(), 0, stayedToday, 0, stayed.length);
        inToday = reader.real();
        outToday = reader.real();
        in = reader.real();
        out = reader.real();
        passages = reader.real();
        days = reader.real();
        passing = Passing.missing(reader.real(), reader.real(), Leaving.valueOf(reader.word()));
        today.read(reader);
        rates.read(reader);
    }
}
