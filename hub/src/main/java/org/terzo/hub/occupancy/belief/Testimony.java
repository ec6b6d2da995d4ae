package org.terzo.hub.occupancy.belief;

import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// What one sensor has been saying without a change, since when, and what that did to the log-odds of occupied.
record Testimony(Level level, long since, double logOdds) {
    static final Testimony NONE = new Testimony(Level.NONE, 0, 0);

    Testimony and(Level next, long from, double weight) {
        if (next == Level.NONE) {
            return this;
        }
        return next == level ? new Testimony(level, since, logOdds + weight) : new Testimony(next, from, weight);
    }

    void write(StateWriter out) {
        out.word(level.name()).number(since).real(logOdds);
    }

    static Testimony read(StateReader in) {
        return new Testimony(Level.valueOf(in.word()), in.number(), in.real());
    }
}
