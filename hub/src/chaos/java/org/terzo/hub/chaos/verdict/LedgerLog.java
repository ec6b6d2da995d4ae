package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;

/// What the hub's ledger says of one log.
///
/// @param open first to last number of each gap that is still open
record LedgerLog(String log, long through, long received, long duplicates, long late, long dropped, TreeMap<Long, Long> open) {
    static LedgerLog of(JsonNode json) {
        TreeMap<Long, Long> open = new TreeMap<>();
        for (JsonNode gap : json.get("gaps")) {
            if (gap.get("closed").isNull()) {
                open.put(gap.get("from").asLong(), gap.get("to").asLong());
            }
        }
        return new LedgerLog(
                json.get("log").asText(), json.get("through").asLong(), json.get("received").asLong(), json.get("duplicates").asLong(),
                json.get("late").asLong(), json.get("dropped").asLong(), open);
    }

    long missing() {
        return open.entrySet().stream().mapToLong(gap -> gap.getValue() - gap.getKey() + 1).sum();
    }

    boolean isMissing(long sequence) {
        return open.floorEntry(sequence) != null && open.floorEntry(sequence).getValue() >= sequence;
    }
}
