package org.terzo.hub.occupancy.count;

import org.terzo.hub.occupancy.filter.Passing;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// Which share of the people of a place sits at its desks, learned from what both say of a change: a drift of the count is in no
/// difference, so doors and desks set each other right (inference.md 5.2).
public final class DeskShare {
    private static final double KEPT_A_DAY = 0.93;
    private static final double SUPPOSED_SHARE = 0.64;
    private static final double SUPPOSED_PEOPLE = 20;
    private static final double UNDONE_ATTENUATION = 1.05;
    private static final double LEAST = 0.1;
    private static final double MOST = 0.98;
    private static final int CHANGE_AT_LEAST = 4;
    private static final double CHANGE_OF_THE_PLACE = 0.08;
    /// A full learned share speaks as that many people would, at most.
    private static final double SUREST = 40;
    private static final double UNSURE = 6;
    /// People sit for hours, so what is seen every quarter of an hour is mostly the same once more.
    private static final double TEMPERED = 0.25;
    private static final double DESK_WRONG = 1e-4;

    /// Of the place: nothing above it is believed.
    private final int most;
    private double atDesks;
    private double people;
    /// Desks in use at the beginning of the running two hours, were all observed; below 0 when nobody knows.
    private double usedBefore = -1;
    private double flow;

    public DeskShare(int most) {
        this.most = most;
    }

    /// The desks at an instant.
    ///
    /// @param known those that ever showed somebody
    /// @param observed those of them that somebody looks at
    /// @param used those of them that are in use
    public record Look(int known, int observed, int used) {
        private double usedOfKnown() {
            return used * (double) known / observed;
        }
    }

    DeskShare copy() {
        DeskShare copy = new DeskShare(most);
        copy.atDesks = atDesks;
        copy.people = people;
        copy.usedBefore = usedBefore;
        copy.flow = flow;
        return copy;
    }

    /// Whether the doors have taught as much as was supposed.
    boolean isLearned() {
        return people >= SUPPOSED_PEOPLE;
    }

    double share() {
        double share = UNDONE_ATTENUATION * (SUPPOSED_SHARE * SUPPOSED_PEOPLE + atDesks) / (SUPPOSED_PEOPLE + people);
        return StrictMath.clamp(share, LEAST, MOST);
    }

    void pass(boolean isEntry, Passing passing) {
        flow += isEntry ? 1 / (1 - passing.missIn()) : -1 / (1 - passing.missOut());
    }

    /// Somebody may have come or gone unseen in the running two hours.
    void breakOff() {
        usedBefore = -1;
    }

    /// Two hours are over.
    void turn(Look look, Passing passing) {
        boolean isWhole = look.observed() > 0 && usedBefore >= 0;
        if (isWhole && StrictMath.abs(flow) >= StrictMath.max(CHANGE_AT_LEAST, CHANGE_OF_THE_PLACE * most)) {
            atDesks += StrictMath.signum(flow) * (look.usedOfKnown() - usedBefore);
            people += StrictMath.abs(flow) / (1 - (passing.missIn() + passing.missOut()) / 2);
        }
        usedBefore = look.observed() > 0 ? look.usedOfKnown() : -1;
        flow = 0;
    }

    void turnDay() {
        atDesks *= KEPT_A_DAY;
        people *= KEPT_A_DAY;
    }

    /// Of what the desks show, for every number of people.
    double[] likelihood(Look look) {
        double share = share() * look.observed() / look.known();
        double sureness = StrictMath.min(SUREST, UNSURE + people / 4);
        double[] likelihood = new double[most + 1];
        double of = allAtDesks(look.used(), share * sureness, sureness);
        for (int n = 0; n <= most; n++) {
            boolean isEnough = n >= look.used();
            likelihood[n] = StrictMath.pow(isEnough ? of : DESK_WRONG * StrictMath.exp(n - look.used()), TEMPERED);
            if (isEnough) {
                of *= (n + 1.0) / (n + 1 - look.used()) * (n - look.used() + (1 - share) * sureness) / (n + sureness);
            }
        }
        return likelihood;
    }

    /// That all of so many sit at desks.
    private static double allAtDesks(int people, double weight, double sureness) {
        double all = 1;
        for (int i = 0; i < people; i++) {
            all *= (weight + i) / (sureness + i);
        }
        return all;
    }

    void write(StateWriter out) {
        out.real(atDesks).real(people).real(usedBefore).real(flow);
    }

    void read(StateReader in) {
        atDesks = in.real();
        people = in.real();
        usedBefore = in.real();
        flow = in.real();
    }
}
