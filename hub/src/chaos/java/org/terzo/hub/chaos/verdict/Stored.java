package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.chaos.input.Row;

/// What the hub's history holds of one feed, row by row.
final class Stored {
    private final Feed feed;
    private final BitSet once = new BitSet();
    private final Map<Integer, Integer> more = new HashMap<>();
    private final Map<String, Long> again = new HashMap<>();
    private final String[] logs;
    private final long[] sequences;
    private long strangers;
    private String firstStranger = "";
    private String firstTwice = "";

    Stored(Feed feed) {
        this.feed = feed;
        this.logs = new String[feed.rows().size()];
        this.sequences = new long[feed.rows().size()];
        Arrays.fill(logs, "");
    }

    void take(JsonNode observation) {
        int row = feed.at(Instant.parse(observation.get("at").asText()).toEpochMilli());
        if (row < 0 || !isSame(feed.rows().get(row), observation)) {
            strangers++;
            firstStranger = firstStranger.isEmpty() ? observation.toString() : firstStranger;
        } else if (once.get(row)) {
            more.merge(row, 1, Integer::sum);
            again.merge(observation.get("log").asText(), 1L, Long::sum);
            firstTwice = firstTwice.isEmpty() ? "row %s as %s of log %s and as %s".formatted(row, sequences[row], logs[row], observation) : firstTwice;
        } else {
            once.set(row);
            logs[row] = observation.get("log").asText().intern();
            sequences[row] = observation.get("sequence").asLong();
        }
    }

    private static boolean isSame(Row row, JsonNode observation) {
        return row.sensor().equals(observation.get("sensor").asText()) && row.value().equals(observation.path(row.reading()).asText());
    }

    Feed feed() {
        return feed;
    }

    boolean has(int row) {
        return once.get(row);
    }

    /// Those that are there twice under different logs count for each.
    long rowsOf(String log) {
        return once.stream().filter(row -> logs[row].equals(log)).count() + again.getOrDefault(log, 0L);
    }

    /// Rows that are there more than once, counted as often as they are too many.
    long twice() {
        return more.values().stream().mapToLong(Integer::longValue).sum();
    }

    /// Observations that nobody made.
    long strangers() {
        return strangers;
    }

    String firstStranger() {
        return firstStranger;
    }

    String firstTwice() {
        return firstTwice;
    }

    String log(int row) {
        return logs[row];
    }

    long sequence(int row) {
        return sequences[row];
    }
}
