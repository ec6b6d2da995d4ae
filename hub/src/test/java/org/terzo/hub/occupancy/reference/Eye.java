package org.terzo.hub.occupancy.reference;

import java.util.List;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.reference.Story.Seen;
import org.terzo.hub.occupancy.reference.Story.Span;
import org.terzo.hub.site.Site;
import org.terzo.wire.Reading;

/// When one sensor was observed and when it was faulty (wire.md section 3, inference.md 4.7), by its readings up to `known` of them.
record Eye(Site.Sensor sensor, Story story, List<Seen> readings) {
    static final long GONE_MILLIS = 75_000;
    static final long NEVER = -1_000_000_000_000L;

    static Eye of(Site.Sensor sensor, Story story) {
        return new Eye(sensor, story, story.of(sensor.id()));
    }

    boolean reports() {
        return sensor.reportSeconds().isPresent();
    }

    /// How many of the readings came before `t`, or with it.
    int readBy(long t, boolean withIt) {
        long bound = withIt ? t + 1 : t;
        int low = 0;
        int high = readings.size();
        while (low < high) {
            int middle = (low + high) / 2;
            low = readings.get(middle).at() < bound ? middle + 1 : low;
            high = low > middle ? high : middle;
        }
        return low;
    }

    static boolean isFault(Seen seen) {
        return seen.observation().reading() instanceof Reading.Fault;
    }

    /// The beginning of the fault that lasts after `known` readings.
    OptionalLong faultSince(int known) {
        OptionalLong since = OptionalLong.empty();
        for (int i = known - 1; i >= 0 && isFault(readings.get(i)); i--) {
            since = OptionalLong.of(readings.get(i).at());
        }
        return since;
    }

    private long heardUntil(long t, int known) {
        if (reports()) {
            for (int i = known - 1; i >= 0; i--) {
                if (!isFault(readings.get(i))) {
                    return StrictMath.min(t, readings.get(i).at() + 3_000L * sensor.reportSeconds().orElseThrow());
                }
            }
            return NEVER;
        }
        long last = NEVER;
        for (Span span : story.watched(sensor)) {
            if (span.from() <= t) {
                last = StrictMath.min(t, span.to());
            }
        }
        return last;
    }

    /// The latest instant up to `t` at which it was observed.
    long observedUntil(long t, int known) {
        OptionalLong fault = faultSince(known);
        return fault.isPresent() ? StrictMath.min(heardUntil(t, known), fault.getAsLong()) : heardUntil(t, known);
    }

    /// Faulty, or unobserved for 75 s.
    boolean isGone(long t, int known) {
        return faultSince(known).isPresent() || t - heardUntil(t, known) >= GONE_MILLIS;
    }

    /// The first instant from `t` on at which it is observed without a further reading; `Long.MAX_VALUE` when that never comes.
    long nextObserved(long t, int known) {
        if (faultSince(known).isPresent()) {
            return Long.MAX_VALUE;
        }
        if (observedUntil(t, known) == t) {
            return t;
        }
        if (reports()) {
            return Long.MAX_VALUE;
        }
        return story.watched(sensor).stream().mapToLong(Span::from).filter(from -> from > t).min().orElse(Long.MAX_VALUE);
    }
}
