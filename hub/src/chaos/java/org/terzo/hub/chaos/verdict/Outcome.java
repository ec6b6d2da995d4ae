package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.e2e.Web;
import org.terzo.wire.WireTime;

/// All that a hub says after a run, asked from outside: its ledger, and every row of its history.
///
/// @param derived every row that was worked out of observations, as it was said, by the name of its list
public record Outcome(List<Stored> stored, Ledger ledger, Map<String, List<Watch>> watched, Map<String, List<String>> derived, JsonNode health) {
    private static final String HISTORY = "/api/v1/sites/" + ChaosSite.NAME + "/history/";

    /// A time through which a gateway watched its inputs, in milliseconds.
    record Watch(long from, long to) {}

    public static Outcome read(Web web, List<Feed> feeds) throws IOException, InterruptedException {
        Pages pages = new Pages(web);
        String range = range(feeds);
        Map<String, Stored> stored = new HashMap<>();
        feeds.forEach(feed -> stored.put(feed.gateway(), new Stored(feed)));
        pages.each(HISTORY + "observations" + range, "observations", each -> ofGateway(stored, each).take(each));
        Map<String, List<Watch>> watched = new HashMap<>();
        List<String> watching = new ArrayList<>();
        pages.each(HISTORY + "watching" + range, "watching", each -> {
            watched.computeIfAbsent(each.get("gateway").asText(), _ -> new ArrayList<>()).add(watch(each));
            watching.add(each.toString());
        });
        Map<String, List<String>> derived = derived(web, pages, range);
        derived.put("watching", watching);
        return new Outcome(feeds.stream().map(feed -> stored.get(feed.gateway())).toList(), Ledger.read(web), watched, derived, web.get("/health"));
    }

    private static Stored ofGateway(Map<String, Stored> stored, JsonNode observation) {
        return Optional.ofNullable(stored.get(observation.get("gateway").asText()))
                .orElseThrow(() -> new IllegalStateException("an observation of no gateway of ours: " + observation));
    }

    private static Map<String, List<String>> derived(Web web, Pages pages, String range) throws IOException, InterruptedException {
        Map<String, List<String>> derived = new TreeMap<>();
        derived.put("states", rows(pages, "states" + range, "states"));
        derived.put("headcount of the hall", rows(pages, "headcount" + range + "&zone=" + ChaosSite.HALL, "values"));
        derived.put("headcount of the site", rows(pages, "headcount" + range, "values"));
        if (web.raw(HISTORY + "stays" + range, true).statusCode() != 404) {
            derived.put("stays", rows(pages, "stays" + range, "stays"));
        }
        return derived;
    }

    private static List<String> rows(Pages pages, String path, String member) throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        pages.each(HISTORY + path, member, each -> rows.add(each.toString()));
        return rows;
    }

    private static Watch watch(JsonNode json) {
        return new Watch(Instant.parse(json.get("from").asText()).toEpochMilli(), Instant.parse(json.get("to").asText()).toEpochMilli());
    }

    /// From before the first row to some time after the last.
    private static String range(List<Feed> feeds) {
        long from = feeds.stream().mapToLong(feed -> feed.rows().getFirst().atMillis()).min().orElseThrow();
        long to = feeds.stream().mapToLong(feed -> feed.rows().getLast().atMillis()).max().orElseThrow();
        return "?from=%s&to=%s".formatted(WireTime.text(Instant.ofEpochMilli(from).minusSeconds(3_600)), WireTime.text(Instant.ofEpochMilli(to).plusSeconds(7_200)));
    }

    /// What the hub itself says that it could not keep.
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (health.at("/details/history/setAside").asLong() != 0) {
            complaints.add("points set aside: " + health.at("/details/history"));
        }
        if (health.at("/details/journal/faults").asLong() != 0) {
            complaints.add("messages dropped by a bug: " + health.at("/details/journal"));
        }
        return complaints;
    }

    /// True when the gateway is known to have watched at this moment.
    boolean isWatched(String gateway, long atMillis) {
        return watched.getOrDefault(gateway, List.of()).stream().anyMatch(each -> each.from() <= atMillis && atMillis <= each.to());
    }
}
