package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One person from coming to going: stints without a gap.
public final class Visit {
    private static final Duration WAY = Duration.ofMinutes(3);

    private final int person;
    private final Temperament temperament;
    private final Where usual;
    private final List<Stint> stints = new ArrayList<>();

    /// @param usual where the person is when nothing else is planned
    Visit(int person, Temperament temperament, Where usual, Instant comes, Instant goes) {
        this.person = person;
        this.temperament = temperament;
        this.usual = usual;
        stints.add(new Stint(comes, goes, usual));
    }

    public int person() {
        return person;
    }

    public Temperament temperament() {
        return temperament;
    }

    public List<Stint> stints() {
        return List.copyOf(stints);
    }

    public Where usual() {
        return usual;
    }

    public Instant comes() {
        return stints.getFirst().from();
    }

    public Instant goes() {
        return stints.getLast().to();
    }

    /// Adds what follows at once.
    void then(Instant to, Where where) {
        stints.add(new Stint(goes(), to, where));
    }

    /// Whether the person is at their usual place from `from` to `to`, with time for the way before and after.
    boolean isFree(Instant from, Instant to) {
        return indexOf(from, to) >= 0;
    }

    /// Goes elsewhere for a while, if the person is free.
    boolean insert(Stint away) {
        int at = indexOf(away.from(), away.to());
        if (at < 0) {
            return false;
        }
        Stint whole = stints.remove(at);
        stints.addAll(at, List.of(new Stint(whole.from(), away.from(), usual), away, new Stint(away.to(), whole.to(), usual)));
        return true;
    }

    private int indexOf(Instant from, Instant to) {
        for (int i = 0; i < stints.size(); i++) {
            Stint each = stints.get(i);
            if (each.where().equals(usual) && !each.from().plus(WAY).isAfter(from) && !each.to().minus(WAY).isBefore(to) && from.isBefore(to)) {
                return i;
            }
        }
        return -1;
    }
}
