package org.terzo.hub.occupancy.watch;

import java.util.Map;
import java.util.TreeMap;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// When one gateway watched its inputs, in epoch milliseconds.
public final class Watching {
    public static final long NEVER = Long.MIN_VALUE / 4;
    public static final long FOREVER = Long.MAX_VALUE / 4;

    /// Claims come in whole seconds, so neighbours may miss each other by that much.
    private static final long JOIN_MILLIS = 2_000;

    /// More breaks than that are not remembered: the oldest spans go first.
    private static final int SPANS_AT_MOST = 4_096;

    private final TreeMap<Long, Long> spans = new TreeMap<>();
    /// The span that was looked up last, since the next question is mostly of the same; `start` above `end`: none.
    private long start = FOREVER;

    private long end = NEVER;

    /// Returns from when on more is watched than before; `FOREVER` when nothing is new.
    public long add(long from, long to) {
        Map.Entry<Long, Long> around = spans.floorEntry(from);
        boolean isContinued = around != null && around.getValue() + JOIN_MILLIS >= from;
        long isNewFrom = isContinued ? around.getValue() : from;
        join(from, to);
        return isNewFrom >= to ? FOREVER : isNewFrom;
    }

    private void join(long from, long to) {
        long first = from;
        long last = to;
        Map.Entry<Long, Long> near = spans.floorEntry(to + JOIN_MILLIS);
        while (near != null && near.getValue() + JOIN_MILLIS >= from) {
            first = StrictMath.min(first, near.getKey());
            last = StrictMath.max(last, near.getValue());
            spans.remove(near.getKey());
            near = spans.floorEntry(to + JOIN_MILLIS);
        }
        spans.put(first, last);
        start = FOREVER;
        end = NEVER;
        if (spans.size() > SPANS_AT_MOST) {
            spans.pollFirstEntry();
        }
    }

    Watching copy() {
        Watching copy = new Watching();
        copy.spans.putAll(spans);
        return copy;
    }

    public boolean covers(long from, long to) {
        return lastEndAt(from) >= to;
    }

    /// The latest watched instant up to `t`.
    public long lastWatched(long t) {
        return StrictMath.min(t, lastEndAt(t));
    }

    /// Up to where it is watched without a break from `t` on; `NEVER` when it is not at `t`.
    long watchedOnTo(long t) {
        long last = lastEndAt(t);
        return last >= t ? last : NEVER;
    }

    /// The end of the last span that began up to `t`; `NEVER` when none did.
    private long lastEndAt(long t) {
        if (start <= t && t <= end) {
            return end;
        }
        Map.Entry<Long, Long> span = spans.floorEntry(t);
        if (span == null) {
            return NEVER;
        }
        start = span.getKey();
        end = span.getValue();
        return end;
    }

    /// The first watched instant from `t` on.
    public long nextWatched(long t) {
        if (lastWatched(t) == t) {
            return t;
        }
        Long start = spans.higherKey(t);
        return start == null ? FOREVER : start;
    }

    public void write(StateWriter out) {
        out.number(spans.size());
        spans.forEach((from, to) -> out.number(from).number(to));
    }

    public void read(StateReader in) {
        for (long left = in.number(); left > 0; left--) {
            spans.put(in.number(), in.number());
        }
        start = FOREVER;
        end = NEVER;
    }
}
