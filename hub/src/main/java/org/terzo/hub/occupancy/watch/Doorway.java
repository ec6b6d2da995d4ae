package org.terzo.hub.occupancy.watch;

import java.util.Arrays;
import java.util.List;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// The door contacts of a room: whether somebody could come or go in a slot (inference.md 5.1).
public final class Doorway {
    private static final long BEFORE_AN_EDGE_MILLIS = 30_000;
    private static final long AFTER_AN_EDGE_MILLIS = 90_000;
    /// A contact that stays open for longer says nothing more.
    private static final long OPEN_AT_MOST_MILLIS = 600_000;

    private final List<Sense> contacts;
    private final long[] openedAt;
    private final Sense.Level[] levels;
    private long edgeAt = Watching.NEVER;
    /// Of the running slot; `FOREVER` when it has none.
    private long firstEdgeAt = Watching.FOREVER;

    public Doorway(List<Sense> contacts) {
        this.contacts = List.copyOf(contacts);
        this.openedAt = new long[contacts.size()];
        this.levels = new Sense.Level[contacts.size()];
        Arrays.fill(levels, Sense.Level.NONE);
    }

    public List<Sense> contacts() {
        return contacts;
    }

    public boolean isThere() {
        return !contacts.isEmpty();
    }

    /// A contact that repeats what it said has no edge, nor has the first that is heard of one that reports.
    public void take(Evidence evidence, long slotStart) {
        for (int i = 0; i < levels.length; i++) {
            if (contacts.get(i).sensor().id().equals(evidence.sensor())) {
                contacts.get(i).take(evidence, slotStart);
                switch (evidence.sign()) {
                    case OPEN -> turn(i, Sense.Level.ON, evidence.at());
                    case CLOSED -> turn(i, Sense.Level.OFF, evidence.at());
                    case MOTION, NO_MOTION, PRESENT, ABSENT, IN, OUT, FAULT, RECOUNT, OTHER -> {
                        // no edge
                    }
                }
            }
        }
    }

    private void turn(int contact, Sense.Level next, long at) {
        if (levels[contact] != next) {
            openedAt[contact] = at;
            if (levels[contact] != Sense.Level.NONE || contacts.get(contact).sensor().reportSeconds().isEmpty()) {
                edgeAt = StrictMath.max(edgeAt, at);
                firstEdgeAt = StrictMath.min(firstEdgeAt, at);
            }
            levels[contact] = next;
        }
    }

    /// The running slot, by all that was heard of it so far.
    public Gate gate(long slotStart, long t, Sight.Of sights) {
        for (int i = 0; i < levels.length; i++) {
            Sense contact = contacts.get(i);
            if (levels[i] == Sense.Level.NONE || contact.goneFrom(t, sights.apply(contact.sensor().gateway())) <= t) {
                return Gate.UNKNOWN;
            }
        }
        boolean isOpen = edgeAt + AFTER_AN_EDGE_MILLIS > slotStart;
        for (int i = 0; i < levels.length; i++) {
            isOpen |= levels[i] == Sense.Level.ON && openedAt[i] + OPEN_AT_MOST_MILLIS > slotStart;
        }
        return isOpen ? Gate.OPEN : Gate.SHUT;
    }

    /// Whether an edge of the running slot opens the slot before it as well.
    public boolean opensSlotBefore(long slotStart) {
        return firstEdgeAt - BEFORE_AN_EDGE_MILLIS < slotStart;
    }

    public void endSlot() {
        firstEdgeAt = Watching.FOREVER;
    }

    public Doorway copy() {
        Doorway copy = new Doorway(contacts.stream().map(Sense::copy).toList());
        System.arraycopy(openedAt, 0, copy.openedAt, 0, openedAt.length);
        System.arraycopy(levels, 0, copy.levels, 0, levels.length);
        copy.edgeAt = edgeAt;
        copy.firstEdgeAt = firstEdgeAt;
        return copy;
    }

    public void write(StateWriter out) {
        out.number(edgeAt).number(firstEdgeAt);
        for (int i = 0; i < levels.length; i++) {
            contacts.get(i).write(out);
            out.number(openedAt[i]).word(levels[i].name());
        }
    }

    public void read(StateReader in) {
        edgeAt = in.number();
        firstEdgeAt = in.number();
        for (int i = 0; i < levels.length; i++) {
            contacts.get(i).read(in);
            openedAt[i] = in.number();
            levels[i] = Sense.Level.valueOf(in.word());
        }
    }
}
