package org.terzo.hub.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A hub played by a test before the real pages: it answers with what the test says, streams what the test streams, and time passes
/// only when the test lets it.
final class StageHub {
    static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    private static final String ORIGIN = "http://stage.invalid";
    private static final Path PAGES = Program.root().resolve("dashboard/target/classes/org/terzo/dashboard/static");
    private static final int MOST_TRIES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The browser's own class, but for where its events come from.
    private static final String STREAM = """
            window.streams = [];
            window.EventSource = class {
              static CONNECTING = 0; static OPEN = 1; static CLOSED = 2;
              constructor(url) { this.url = url; this.readyState = 0; this.heard = {}; window.streams.push(this); }
              addEventListener(name, reader) { this.heard[name] = reader; }
              close() { this.readyState = 2; }
              accept() { this.readyState = 1; this.onopen?.(); }
              say(name, id, data) { this.heard[name]?.({ data, lastEventId: id }); }
              fail(state) { this.readyState = state; this.onerror?.(); }
            };
            """;

    private final Screen screen;
    private final Page page;
    private final Map<String, String> answers = new LinkedHashMap<>();

    StageHub(Screen screen) {
        this.screen = screen;
        this.page = screen.page();
        page.clock().install(new Clock.InstallOptions().setTime(START.toEpochMilli()));
        page.addInitScript(STREAM);
        page.route("**/*", this::answer);
    }

    private void answer(Route route) {
        String path = route.request().url().substring(ORIGIN.length()).replaceAll("\\?.*", "");
        String text = answers.get(path);
        if (text != null) {
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(text.isEmpty() ? 401 : 200)
                    .setContentType("application/json")
                    .setHeaders(Map.of("Date", "Tue, 10 Mar 2026 09:00:00 GMT"))
                    .setBody(text));
        } else if (path.startsWith("/api/")) {
            route.abort();
        } else {
            route.fulfill(new Route.FulfillOptions().setPath(file(path)));
        }
    }

    private static Path file(String path) {
        if (path.startsWith("/assets/")) {
            return PAGES.resolve(path.substring(1));
        }
        return PAGES.resolve(path.startsWith("/manage/") ? "manage.html" : "member.html");
    }

    /// From now on `path` is answered so; an empty text refuses.
    StageHub answering(String path, String json) {
        answers.put(path, json);
        return this;
    }

    StageHub open(String path) {
        screen.open(ORIGIN + path);
        pass(Duration.ofMillis(100));
        return this;
    }

    void pass(Duration time) {
        page.clock().runFor(time.toMillis());
    }

    /// Lets the page draw until something matches: answers arrive in real time, drawing waits for the clock.
    void see(String selector) {
        for (int tries = 0; tries < MOST_TRIES && screen.count(selector) == 0; tries++) {
            pass(Duration.ofMillis(20));
            page.waitForTimeout(20);
        }
        if (screen.count(selector) == 0) {
            throw new AssertionError("nothing matches %s in: %s".formatted(selector, screen.text("body")));
        }
    }

    int streams() {
        return Integer.parseInt(screen.ask("window.streams.length"));
    }

    void accept() {
        stream("accept()");
    }

    void say(String event, long id, Object data) {
        stream("say('%s', '%s', %s)".formatted(event, Long.toString(id), quoted(json(data))));
    }

    /// The connection breaks, and the browser tries again by itself.
    void interrupt() {
        stream("fail(0)");
    }

    /// The connection is refused, and the browser gives up.
    void refuse() {
        stream("fail(2)");
    }

    private void stream(String call) {
        screen.ask("window.streams.at(-1)." + call);
        pass(Duration.ofMillis(50));
    }

    static Map<String, Object> desk(String desk, String state, Instant validUntil, String reason) {
        return Map.of(
                "desk", desk,
                "zone", "hall",
                "state", state,
                "since", START.minusSeconds(600).toString(),
                "confidence", 0.97,
                "reason", reason,
                "observedAt", START.minusSeconds(5).toString(),
                "validUntil", validUntil.toString());
    }

    static Map<String, Object> live(Instant asOf, List<Map<String, Object>> desks) {
        return Map.of("asOf", asOf.toString(), "desks", desks, "zones", List.of(), "gateways", List.of());
    }

    /// A site with one zone and so many desks, `d-1` and on.
    static String site(int desks) {
        List<Object> all = new ArrayList<>();
        for (int number = 1; number <= desks; number++) {
            Map<String, Object> desk = new LinkedHashMap<>();
            desk.put("desk", "d-" + number);
            desk.put("zone", "hall");
            desk.put("label", Integer.toString(number));
            desk.put("at", List.of(2.0 * number, 2.0));
            desk.put("amenities", List.of());
            desk.put("assigned", false);
            all.add(desk);
        }
        return json(Map.of(
                "site", "riva",
                "revision", 1,
                "name", "Riva Coworking",
                "timeZone", "Europe/Rome",
                "capacity", 10,
                "plan", Map.of("width", 2.0 * desks + 2, "height", 5.0),
                "zones", List.of(Map.of("zone", "hall", "name", "Sala", "kind", "desks", "capacity", 10, "outline", List.of())),
                "desks", all,
                "doors", List.of()));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return json(text);
    }
}
