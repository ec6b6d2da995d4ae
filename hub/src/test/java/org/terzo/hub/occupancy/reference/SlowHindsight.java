package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.terzo.hub.occupancy.filter.Gate;

/// The smoothed answer of inference.md 4.3: each slot by all that was shown from its beginning to half an hour behind its end, as far as
/// `until`.
record SlowHindsight(SlowModel model, long slotMillis, List<Past> past, List<Eye> eyes, long until) {
    private static final long LAG_MILLIS = 1_800_000;

    /// A slot, what it showed, and whether it follows from the one before it.
    record Past(long start, Gate gate, double[] likelihood, boolean hasEvidence, boolean isFirst) {}

    /// A time in which nobody looked.
    private record Blind(long from, long to) {}

    /// @param says what is said, slot by slot
    void tell(SlowSays says) {
        List<Blind> blinds = blinds();
        double[] filtered = model.prior();
        for (int i = 0; i < past.size(); i++) {
            Past slot = past.get(i);
            filtered = SlowDesk.normalised(model.after(slot.isFirst() ? model.prior() : filtered, slot.gate()), slot.likelihood());
            double[] smoothed = SlowDesk.normalised(filtered, following(i));
            if (slot.isFirst()) {
                says.forget();
            }
            long t = slot.start();
            for (Blind blind : blinds) {
                if (blind.from() < slot.start() + slotMillis && blind.to() > t) {
                    if (blind.from() > t) {
                        says.decide(t, smoothed, slot.hasEvidence());
                    }
                    says.lose(StrictMath.max(slot.start(), blind.from()));
                    t = blind.to();
                }
            }
            if (t < slot.start() + slotMillis) {
                says.decide(t, smoothed, slot.hasEvidence());
            }
        }
    }

    /// How likely what followed slot `i` is in each of its states.
    private double[] following(int i) {
        int last = i;
        while (last + 1 < past.size() && !past.get(last + 1).isFirst() && past.get(last + 1).start() <= past.get(i).start() + LAG_MILLIS) {
            last++;
        }
        double[] b = {1, 1, 1, 1};
        for (int k = last; k > i; k--) {
            double[][] step = model.step(past.get(k).gate());
            double[] earlier = new double[4];
            for (int from = 0; from < 4; from++) {
                for (int to = 0; to < 4; to++) {
                    earlier[from] += step[from][to] * past.get(k).likelihood()[to] * b[to];
                }
            }
            double sum = Arrays.stream(earlier).sum();
            b = Arrays.stream(earlier).map(each -> each / sum).toArray();
        }
        return b;
    }

    /// Where nobody looked, and nobody bridged it.
    private List<Blind> blinds() {
        TreeSet<Long> edges = new TreeSet<>();
        for (Eye eye : eyes) {
            eye.readings().forEach(seen -> edges.add(seen.at()));
            eye.readings().forEach(seen -> edges.add(seen.at() + 3_000L * eye.sensor().reportSeconds().orElse(0)));
            eye.story().watched(eye.sensor()).forEach(span -> edges.addAll(List.of(span.from(), span.to())));
        }
        edges.add(Long.MAX_VALUE / 4);
        List<Blind> blinds = new ArrayList<>();
        long from = Eye.NEVER;
        for (long edge : edges) {
            long end = edges.higher(edge) == null ? edge : edges.higher(edge);
            boolean isSeen = end > edge && isSeen(edge + (end - edge) / 2);
            if (isSeen && from != Long.MIN_VALUE && isGoneIn(from, edge, edges)) {
                blinds.add(new Blind(from, edge));
            }
            from = isSeen ? Long.MIN_VALUE : from == Long.MIN_VALUE ? edge : from;
        }
        if (from != Long.MIN_VALUE && isGoneIn(from, Long.MAX_VALUE, edges)) {
            blinds.add(new Blind(from, Long.MAX_VALUE));
        }
        return blinds;
    }

    private boolean isSeen(long t) {
        return eyes.stream().anyMatch(eye -> eye.observedUntil(t, eye.readBy(t, true)) == t);
    }

    private boolean isGoneIn(long from, long to, TreeSet<Long> edges) {
        List<Long> instants = new ArrayList<>(edges.subSet(from, true, to, false));
        instants.add(StrictMath.min(to - 1, until));
        return instants.stream().filter(t -> t <= until).anyMatch(t -> eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, true))));
    }
}
