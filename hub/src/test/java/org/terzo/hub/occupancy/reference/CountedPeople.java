package org.terzo.hub.occupancy.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How many people were in the recorded room, counted by hand.
public record CountedPeople(NavigableMap<Instant, Integer> people) {
    public static CountedPeople inTheRoom() throws IOException {
        TreeMap<Instant, Integer> people = new TreeMap<>();
        try (InputStream csv = Optional.ofNullable(CountedPeople.class.getResourceAsStream("/recorded/room-people-2017-12-22.csv")).orElseThrow()) {
            new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split(",", -1)).forEach(cells ->
                    people.put(Instant.parse(cells[0]), Integer.parseInt(cells[1])));
        }
        return new CountedPeople(people);
    }

    /// How well an answer fits at the instants at which the sensors spoke; where it says nothing it is wrong.
    ///
    /// @param answer from when on it says that somebody is there, or not
    Score score(NavigableMap<Instant, Boolean> answer, List<Instant> instants) {
        int[] counts = new int[4];
        for (Instant at : instants) {
            boolean isThere = people.floorEntry(at).getValue() > 0;
            boolean isSaid = Optional.ofNullable(answer.floorEntry(at)).map(each -> each.getValue()).orElse(!isThere);
            counts[(isThere ? 2 : 0) + (isSaid ? 1 : 0)]++;
        }
        int flips = 0;
        boolean before = false;
        for (boolean next : answer.values()) {
            flips += next == before ? 0 : 1;
            before = next;
        }
        double days = Duration.between(instants.getFirst(), instants.getLast()).toSeconds() / 86_400.0;
        return new Score(counts[3], counts[1], counts[2], counts[0], flips / days);
    }

    /// @param flips changes between somebody and nobody, a day
    record Score(int hits, int falseAlarms, int misses, int rejections, double flips) {
        double f1() {
            return 2.0 * hits / (2.0 * hits + falseAlarms + misses);
        }

        double accuracy() {
            return (double) (hits + rejections) / (hits + falseAlarms + misses + rejections);
        }

        /// By how much the hours that somebody was there are overstated.
        double bias() {
            return (double) (falseAlarms - misses) / (hits + misses);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "F1 %.4f, accuracy %.4f, hours %+.1f %%, %.1f changes a day", f1(), accuracy(), 100 * bias(), flips);
        }
    }
}
