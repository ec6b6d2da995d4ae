package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.e2e.Web;

/// The hub's sequence ledger at one moment.
///
/// @param rejected for each gateway how many were refused, by reason
public record Ledger(Map<String, List<LedgerLog>> logs, Map<String, Map<String, Long>> rejected) {
    public static Ledger read(Web web) throws IOException, InterruptedException {
        return of(web.get("/api/v1/sites/%s/sequence-ledger".formatted(ChaosSite.NAME)));
    }

    public static Ledger of(JsonNode json) {
        Map<String, List<LedgerLog>> logs = new HashMap<>();
        Map<String, Map<String, Long>> rejected = new TreeMap<>();
        for (JsonNode gateway : json.get("gateways")) {
            List<LedgerLog> all = new ArrayList<>();
            gateway.get("logs").forEach(log -> all.add(LedgerLog.of(log)));
            logs.put(gateway.get("gateway").asText(), all);
            Map<String, Long> reasons = new TreeMap<>();
            gateway.get("rejected").properties().forEach(reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
            rejected.put(gateway.get("gateway").asText(), reasons);
        }
        return new Ledger(logs, rejected);
    }

    List<LedgerLog> of(String gateway) {
        return logs.getOrDefault(gateway, List.of());
    }

    public long received(String gateway) {
        return of(gateway).stream().mapToLong(LedgerLog::received).sum();
    }

    /// How many numbers of a gateway are settled, in all its logs.
    public long through(String gateway) {
        return of(gateway).stream().mapToLong(LedgerLog::through).sum();
    }

    public long received() {
        return all().stream().mapToLong(LedgerLog::received).sum();
    }

    public long missing() {
        return all().stream().mapToLong(LedgerLog::missing).sum();
    }

    public long duplicates() {
        return all().stream().mapToLong(LedgerLog::duplicates).sum();
    }

    /// What gateways said that they no longer hold, although it never came.
    public long declaredLost() {
        return all().stream().mapToLong(LedgerLog::dropped).sum();
    }

    private List<LedgerLog> all() {
        return logs.values().stream().flatMap(List::stream).toList();
    }

    /// One sentence.
    public String text() {
        return "received %s in %s logs, duplicates %s, late %s, declared lost %s, missing in open gaps %s, rejected %s"
                .formatted(
                        Long.toString(received()),
                        Integer.toString(all().size()),
                        Long.toString(duplicates()),
                        Long.toString(all().stream().mapToLong(LedgerLog::late).sum()),
                        Long.toString(declaredLost()),
                        Long.toString(missing()),
                        rejected.values().stream().flatMap(reasons -> reasons.entrySet().stream()).toList());
    }
}
