package org.terzo.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Reads server-sent events as a browser does.
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_S = 20;

    private final Stream<String> lines;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /// @param id empty on a heartbeat
    record Event(String id, String name, JsonNode data) {}

    private EventReader(Stream<String> lines) {
        this.lines = lines;
    }

    static EventReader open(TestHub hub, String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer =
                hub.client().send((headers.length > 0 ? hub.request(path).headers(headers) : hub.request(path)).build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode());
        }
        EventReader reader = new EventReader(answer.body());
        Thread.ofVirtual().start(reader::read);
        return reader;
    }

    private void read() {
        List<String> event = new ArrayList<>();
        try {
            lines.forEach(line -> {
                if (!line.isEmpty()) {
                    event.add(line);
                } else if (!event.isEmpty()) {
                    events.add(new Event(field(event, "id"), field(event, "event"), json(field(event, "data"))));
                    event.clear();
                }
            });
        } catch (UncheckedIOException closed) {
            events.add(new Event("", "closed", JSON.createObjectNode()));
        }
    }

    private static String field(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name + ":")).map(line -> line.substring(name.length() + 1).strip()).findFirst().orElse("");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Event next() throws InterruptedException {
        return Optional.ofNullable(events.poll(PATIENCE_S, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no event came"));
    }

    /// The events up to and with the first that is wanted.
    List<Event> until(Predicate<Event> wanted) throws InterruptedException {
        List<Event> seen = new ArrayList<>();
        do {
            seen.add(next());
        } while (!wanted.test(seen.getLast()));
        return seen;
    }

    @Override
    public void close() {
        lines.close();
    }
}
