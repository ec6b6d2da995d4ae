package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.reference.Story.Seen;
import org.terzo.hub.occupancy.reference.Story.Span;
import org.terzo.hub.site.Site;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// The headcount of one place, straight from inference.md 5.2: events and silence.
public final class SlowCount {
    private static final double MISS = 0.05;
    private static final double REVERSAL = 0.01;
    private static final double FALSE = 0.003;
    private static final double G = 0.5;
    private static final double MU = 5.0 / 600;

    private final List<Eye> eyes = new ArrayList<>();
    private final Set<SensorId> outward;
    private final LongPredicate isClosed;
    private final List<Change> changes = new ArrayList<>();
    private double[] p;
    private boolean hasBegun;
    private long begunAt;
    private long countedTo;
    private Optional<Headcount> said = Optional.empty();
    private Quality saidQuality = Quality.LOW;

    /// A change to what is said.
    public record Change(long at, Optional<Headcount> headcount, Quality quality) {}

    private SlowCount(Story story, List<Site.Sensor> counters, Set<SensorId> outward, int capacity, LongPredicate isClosed) {
        counters.forEach(sensor -> eyes.add(Eye.of(sensor, story)));
        this.outward = outward;
        this.isClosed = isClosed;
        p = new double[(int) StrictMath.floor(capacity * 1.3 + 3 + 1e-9) + 1];
        Arrays.fill(p, 1.0 / p.length);
    }

    public static List<Change> changes(
            Story story, List<Site.Sensor> counters, Set<SensorId> outward, int capacity, LongPredicate isClosed, long until) {
        SlowCount count = new SlowCount(story, counters, outward, capacity, isClosed);
        TreeSet<Long> instants = new TreeSet<>();
        for (Eye eye : count.eyes) {
            eye.readings().forEach(seen -> instants.add(seen.at()));
            story.watched(eye.sensor()).stream().map(Span::to).forEach(to -> instants.add(to + Eye.GONE_MILLIS));
        }
        for (long minute = StrictMath.floorDiv(story.start(), 60_000) * 60_000; minute <= until; minute += 60_000) {
            instants.add(minute);
        }
        instants.headSet(until, true).forEach(count::live);
        return count.changes;
    }

    private void live(long t) {
        boolean isMinute = t % 60_000 == 0;
        List<Seen> now = new ArrayList<>();
        eyes.forEach(eye -> eye.readings().stream().filter(seen -> seen.at() == t).forEach(now::add));
        now.sort(Story.ORDER);
        loseIfGone(t);
        if (isMinute || !now.isEmpty()) {
            silence(t);
        }
        if (isMinute && hasBegun && begunAt < t) {
            say(t, false);
        }
        for (Seen seen : now) {
            if (seen.observation().reading() instanceof Reading.Passage(Reading.Direction direction) && direction != Reading.Direction.ABORTED) {
                boolean isIn = (direction == Reading.Direction.IN) != outward.contains(seen.observation().sensor());
                pass(isIn);
                say(t, true);
            }
        }
        loseIfFaulty(t);
    }

    private void loseIfGone(long t) {
        if (eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, false)))) {
            publish(t, Optional.empty(), Quality.LOW);
        }
    }

    private void loseIfFaulty(long t) {
        if (eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, true)))) {
            publish(t, Optional.empty(), Quality.LOW);
        }
    }

    /// The first look decides where to begin.
    private void silence(long t) {
        long from = countedTo;
        if (!hasBegun) {
            long first = eyes.stream().mapToLong(eye -> eye.nextObserved(t - 60_000, eye.readBy(t, false))).min().orElseThrow();
            if (first > t) {
                return;
            }
            hasBegun = true;
            begunAt = first;
            from = first;
            if (isClosed.test(first)) {
                Arrays.fill(p, 0);
                p[0] = 1;
            }
        }
        long start = from;
        boolean isWatched = eyes.stream()
                .allMatch(eye -> eye.faultSince(eye.readBy(t, false)).isEmpty() && eye.story().covers(eye.sensor(), start, t));
        for (int n = 0; isWatched && n < p.length; n++) {
            p[n] *= StrictMath.exp(-G * (1 - MISS) * MU * n * (t - start) / 60_000.0);
        }
        normalise();
        countedTo = t;
    }

    private void pass(boolean isIn) {
        double mean = 0;
        for (int n = 0; n < p.length; n++) {
            mean += n * p[n];
        }
        double m = StrictMath.max(0.5, mean);
        double up = isIn ? 1 - REVERSAL : REVERSAL;
        double[] q = new double[p.length];
        for (int n = 0; n < p.length; n++) {
            double w = StrictMath.pow((n + 1) / m, G);
            q[n] = FALSE * p[n] + (n + 1 < p.length ? (1 - FALSE) * (1 - up) * w * p[n + 1] : (1 - FALSE) * up * p[n]);
            q[n] += n > 0 && (isIn || n > 1) ? (1 - FALSE) * up * p[n - 1] : 0;
        }
        // an exit at 0 leaves 0
        q[0] += isIn ? 0 : (1 - FALSE) * up * p[0];
        int top = p.length - 1;
        for (int n = 0; n <= top; n++) {
            p[n] = 0;
            int lost = isIn ? n : top - n;
            for (int k = 0; k <= lost; k++) {
                boolean isEnd = isIn ? n == top : n == 0;
                p[n] += (isEnd ? 1 : 1 - MISS) * StrictMath.pow(MISS, k) * q[isIn ? n - k : n + k];
            }
        }
        normalise();
    }

    private void normalise() {
        double sum = Arrays.stream(p).sum();
        for (int n = 0; n < p.length; n++) {
            p[n] /= sum;
        }
    }

    private int point(double share) {
        double sum = 0;
        for (int n = 0; n < p.length; n++) {
            sum += p[n];
            if (sum >= share) {
                return n;
            }
        }
        return p.length - 1;
    }

    private void say(long t, boolean withReadingsAtT) {
        boolean areAllGone = eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, withReadingsAtT)));
        if (!areAllGone) {
            boolean isAdrift = t - begunAt > 7L * 24 * 60 * 60_000;
            boolean isAnyGone = eyes.stream().anyMatch(eye -> eye.isGone(t, eye.readBy(t, withReadingsAtT)));
            publish(t, Optional.of(new Headcount(point(0.05), point(0.5), point(0.95))), isAnyGone || isAdrift ? Quality.LOW : Quality.MEDIUM);
        }
    }

    private void publish(long t, Optional<Headcount> headcount, Quality quality) {
        if (!headcount.equals(said) || quality != saidQuality) {
            changes.add(new Change(t, headcount, quality));
            said = headcount;
            saidQuality = quality;
        }
    }
}
