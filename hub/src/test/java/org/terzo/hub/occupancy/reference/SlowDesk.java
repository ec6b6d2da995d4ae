package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.reference.Story.Seen;
import org.terzo.hub.occupancy.reference.Story.Span;
import org.terzo.hub.site.Site;
import org.terzo.wire.Reading;

/// The states of one desk, straight from inference.md 4.1, 4.2 and 4.7, or of a room with door contacts, from 5.1.
public final class SlowDesk {
    private final List<Eye> eyes = new ArrayList<>();
    /// When anything may change between the ends of slots.
    private final TreeSet<Long> instants = new TreeSet<>();
    private final long slotMillis;
    private final SlowModel model;
    private final SlowSays decision;
    private final SlowDoor door;
    private final boolean isRoom;
    private final Boolean[] levelBefore;
    private double[] p;
    /// Before the last slot, how likely that was what it showed, and through what door.
    private double[] before;

    private double[] shownLast = {1, 1, 1, 1};
    private Gate gateOfLast = Gate.UNKNOWN;
    private final List<SlowHindsight.Past> past = new ArrayList<>();
    private boolean isFirst = true;
    private long forgottenAt = Eye.NEVER;
    private long forgottenFrom = Eye.NEVER;

    /// A change to what is said.
    public record Change(long at, DeskState state, double confidence) {}

    private SlowDesk(Story story, List<Site.Sensor> sensors, List<Site.Sensor> contacts, SlowSays decision) {
        this.decision = decision;
        isRoom = !contacts.isEmpty();
        sensors.forEach(sensor -> eyes.add(Eye.of(sensor, story)));
        door = new SlowDoor(contacts.stream().map(contact -> Eye.of(contact, story)).toList());
        door.contacts().forEach(eye -> eye.readings().forEach(seen -> instants.add(seen.at())));
        boolean isSlow = sensors.stream().anyMatch(sensor -> sensor.reportSeconds().orElse(0) >= 60);
        slotMillis = isSlow ? 60_000 : 30_000;
        double minutes = isSlow ? 1 : 0.5;
        model = isRoom ? SlowModel.room(minutes) : SlowModel.desk(minutes);
        p = model.prior();
        before = p;
        levelBefore = new Boolean[sensors.size()];
        for (Eye eye : eyes) {
            eye.readings().forEach(seen -> instants.add(seen.at()));
            eye.readings().forEach(seen -> instants.add(seen.at() + 3_000L * eye.sensor().reportSeconds().orElse(0) + Eye.GONE_MILLIS));
            story.watched(eye.sensor()).stream().map(Span::to).forEach(to -> instants.add(to + Eye.GONE_MILLIS));
        }
    }

    /// Every change up to and with `until`.
    public static List<Change> changes(Story story, List<Site.Sensor> sensors, long until) {
        SlowDecision decision = new SlowDecision(0.60, 0.40);
        new SlowDesk(story, sensors, List.of(), decision).liveThrough(story.start(), until);
        return decision.changes();
    }

    /// The same half an hour later.
    public static List<Change> smoothed(Story story, List<Site.Sensor> sensors, long until) {
        SlowDecision decision = new SlowDecision(0.50, 0.50);
        new SlowDesk(story, sensors, List.of(), new SlowDecision(0.60, 0.40)).lookBack(story.start(), until).tell(decision);
        return decision.changes();
    }

    /// The same of a room with door contacts.
    static List<SlowPresence.Change> presence(Story story, List<Site.Sensor> sensors, List<Site.Sensor> contacts, int capacity, long until) {
        SlowPresence presence = new SlowPresence(capacity);
        new SlowDesk(story, sensors, contacts, presence).liveThrough(story.start(), until);
        return presence.changes();
    }

    /// Of a room half an hour later.
    static List<SlowPresence.Change> smoothedPresence(
            Story story, List<Site.Sensor> sensors, List<Site.Sensor> contacts, int capacity, long until) {
        SlowPresence presence = new SlowPresence(capacity);
        new SlowDesk(story, sensors, contacts, new SlowPresence(capacity)).lookBack(story.start(), until).tell(presence);
        return presence.changes();
    }

    private SlowHindsight lookBack(long start, long until) {
        liveThrough(start, until);
        return new SlowHindsight(model, slotMillis, past, eyes, until);
    }

    private void liveThrough(long start, long until) {
        for (long from = StrictMath.floorDiv(start, slotMillis) * slotMillis; from <= until; from += slotMillis) {
            live(from, until);
        }
    }

    /// By the instant.
    static Map<Long, SlowQuarter> quarters(Story story, List<Site.Sensor> sensors, long until) {
        SlowDesk desk = new SlowDesk(story, sensors, List.of(), new SlowDecision(0.60, 0.40));
        long start = StrictMath.floorDiv(story.start(), desk.slotMillis) * desk.slotMillis;
        Map<Long, SlowQuarter> quarters = new TreeMap<>();
        for (long from = start; from <= until; from += desk.slotMillis) {
            desk.live(from, until);
            long end = from + desk.slotMillis;
            if (end % 900_000 == 0) {
                quarters.put(end, SlowQuarter.of(desk.eyes, from, end, desk.forgottenAt, desk.p[1] + desk.p[2]));
            }
        }
        return quarters;
    }

    private void live(long from, long until) {
        long end = from + slotMillis;
        TreeSet<Long> inSlot = new TreeSet<>(instants.subSet(from, true, end, true));
        inSlot.add(end);
        for (long t : inSlot.headSet(until, true)) {
            if (t == end) {
                wake(from, end, false);
                loseIfGone(t, false);
                endSlot(from, end);
            } else {
                wake(from, t, false);
                loseIfGone(t, false);
                signals(from, t);
            }
        }
    }

    private void loseIfGone(long t, boolean withReadingsAtT) {
        if (eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, withReadingsAtT)))) {
            decision.lose(t);
        }
    }

    private void wake(long slotStart, long until, boolean withReadings) {
        long observed = Eye.NEVER;
        long next = Long.MAX_VALUE;
        for (Eye eye : eyes) {
            int known = eye.readBy(until, withReadings);
            observed = StrictMath.max(observed, eye.observedUntil(slotStart, known));
            next = StrictMath.min(next, eye.nextObserved(slotStart, known));
        }
        if (observed < slotStart && observed != forgottenFrom && StrictMath.min(next, until) - observed > 1_800_000) {
            forgottenFrom = observed;
            forgottenAt = until;
            p = model.prior();
            before = p;
            shownLast = new double[] {1, 1, 1, 1};
            gateOfLast = Gate.UNKNOWN;
            isFirst = true;
            Arrays.fill(levelBefore, null);
            decision.forget();
        }
    }

    /// Readings at `t`, one after the other.
    private void signals(long slotStart, long t) {
        List<Seen> now = new ArrayList<>();
        eyes.forEach(eye -> eye.readings().stream().filter(seen -> seen.at() == t).forEach(now::add));
        door.contacts().forEach(eye -> eye.readings().stream().filter(seen -> seen.at() == t).forEach(now::add));
        now.sort(Story.ORDER);
        int[] known = knownBy(eyes, t);
        int[] contactsKnown = knownBy(door.contacts(), t);
        for (Seen seen : now) {
            count(seen, eyes, known);
            count(seen, door.contacts(), contactsKnown);
            reopen(slotStart, contactsKnown);
            signal(slotStart, t, seen, known, door.gate(slotStart, t, contactsKnown));
        }
    }

    private static int[] knownBy(List<Eye> eyes, long t) {
        return eyes.stream().mapToInt(eye -> eye.readBy(t, false)).toArray();
    }

    private static void count(Seen seen, List<Eye> eyes, int[] known) {
        for (int i = 0; i < known.length; i++) {
            known[i] += eyes.get(i).sensor().id().equals(seen.observation().sensor()) ? 1 : 0;
        }
    }

    /// The slot before was open as well, though nobody knew.
    private void reopen(long slotStart, int[] contactsKnown) {
        if (gateOfLast == Gate.SHUT && door.opensBefore(slotStart, contactsKnown)) {
            gateOfLast = Gate.OPEN;
            p = normalised(model.after(before, Gate.OPEN), shownLast);
            SlowHindsight.Past last = past.removeLast();
            past.add(new SlowHindsight.Past(last.start(), Gate.OPEN, last.likelihood(), last.hasEvidence(), last.isFirst()));
        }
    }

    private void signal(long slotStart, long t, Seen seen, int[] known, Gate gate) {
        boolean isGone = true;
        for (int i = 0; i < known.length; i++) {
            isGone &= eyes.get(i).isGone(t, known[i]);
        }
        if (isGone) {
            decision.lose(t);
            return;
        }
        Reading reading = seen.observation().reading();
        boolean isMotion = reading instanceof Reading.Motion(boolean moves) && moves;
        if (!isMotion && !(reading instanceof Reading.Presence)) {
            return;
        }
        List<Optional<Boolean>> said = new ArrayList<>();
        int motions = 0;
        for (int i = 0; i < known.length; i++) {
            SlowSlot slot = new SlowSlot(eyes.get(i), slotStart, forgottenAt, known[i]);
            boolean isMoved = slot.isMotion() && slot.said().equals(Optional.of(true));
            said.add(slot.isMotion() && !isMoved ? Optional.empty() : slot.said());
            motions += slot.isMotion() && (isMoved || eyes.get(i).observedUntil(t, known[i]) == t) ? 1 : 0;
        }
        decision.decide(t, normalised(model.after(p, gate), likelihood(said, motions, known)), true);
    }

    private void endSlot(long from, long end) {
        List<Optional<Boolean>> shown = new ArrayList<>();
        int[] known = new int[eyes.size()];
        int motions = 0;
        boolean isGone = true;
        for (int i = 0; i < known.length; i++) {
            known[i] = eyes.get(i).readBy(end, false);
            SlowSlot slot = new SlowSlot(eyes.get(i), from, forgottenAt, known[i]);
            shown.add(slot.shown(end));
            motions += slot.isMotion() && shown.get(i).isPresent() ? 1 : 0;
            isGone &= eyes.get(i).isGone(end, known[i]);
        }
        if (isAsleep(from, end, known)) {
            return;
        }
        int[] contactsKnown = knownBy(door.contacts(), end);
        Gate gate = door.gate(from, end, contactsKnown);
        shownLast = likelihood(shown, motions, known);
        before = p;
        gateOfLast = gate;
        p = normalised(model.after(before, gate), shownLast);
        boolean follows = !isFirst && !past.isEmpty() && past.getLast().start() + slotMillis == from;
        past.add(new SlowHindsight.Past(from, gate, shownLast, shown.stream().anyMatch(Optional::isPresent), !follows));
        isFirst = false;
        for (int i = 0; i < known.length; i++) {
            levelBefore[i] = shown.get(i).orElse(levelBefore[i]);
        }
        if (!isGone) {
            decision.decide(end, p, shown.stream().anyMatch(Optional::isPresent));
        }
    }

    /// Nobody has looked for more than 30 min, and nobody does in this slot: nothing is believed of it.
    private boolean isAsleep(long from, long end, int[] known) {
        for (int i = 0; i < known.length; i++) {
            Eye eye = eyes.get(i);
            boolean isSilent = new SlowSlot(eye, from, forgottenAt, known[i]).said().isEmpty();
            if (!isSilent || from - eye.observedUntil(from, known[i]) <= 1_800_000 || eye.nextObserved(from, known[i]) < end) {
                return false;
            }
        }
        return true;
    }

    private double[] likelihood(List<Optional<Boolean>> shown, int motions, int[] known) {
        double[] likelihood = {1, 1, 1, 1};
        Optional<Boolean> anyMotion = Optional.empty();
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).isEmpty()) {
                continue;
            }
            boolean isMotion = new SlowSlot(eyes.get(i), 0, forgottenAt, known[i]).isMotion();
            boolean on = shown.get(i).get();
            if (isMotion && isRoom) {
                anyMotion = Optional.of(on || anyMotion.orElse(false));
                continue;
            }
            for (int j = 0; j < 4; j++) {
                likelihood[j] *= isMotion
                        ? StrictMath.pow(model.motion(on, j), 1.0 / motions)
                        : model.level(on, Optional.ofNullable(levelBefore[i]), j);
            }
        }
        for (int j = 0; j < 4 && anyMotion.isPresent(); j++) {
            likelihood[j] *= model.motion(anyMotion.get(), j);
        }
        return likelihood;
    }

    static double[] normalised(double[] predicted, double[] likelihood) {
        double[] q = new double[4];
        for (int j = 0; j < 4; j++) {
            q[j] = predicted[j] * likelihood[j];
        }
        double sum = q[0] + q[1] + q[2] + q[3];
        return new double[] {q[0] / sum, q[1] / sum, q[2] / sum, q[3] / sum};
    }
}
