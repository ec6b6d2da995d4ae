package org.terzo.hub.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Server-sent events, read line by line from a plain HTTP answer.
final class EventStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final InputStream body;
    private final List<Event> events = new ArrayList<>();

    private EventStream(String url, Optional<String> token, Optional<String> lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError("%s: %d".formatted(url, answer.statusCode()));
        }
        body = answer.body();
    }

    /// @param id empty when the event has none
    record Event(String name, String id, JsonNode data) {
        boolean is(String wanted) {
            return name.equals(wanted);
        }

        /// A desk's event that says this state.
        boolean says(String desk, String state) {
            return is("desk") && data.get("desk").asText().equals(desk) && data.get("state").asText().equals(state);
        }
    }

    static EventStream open(String url, Optional<String> token, Optional<String> lastEventId) throws IOException, InterruptedException {
        EventStream stream = new EventStream(url, token, lastEventId);
        Thread.ofVirtual().name("event-stream").start(stream::read);
        return stream;
    }

    /// Everything so far, in order.
    List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    Event await(String what, Predicate<Event> wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            Optional<Event> found = events().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("never streamed: %s; events: %s".formatted(what, events()));
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            List<String> block = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    block.add(line);
                } else if (!block.isEmpty()) {
                    take(block);
                    block.clear();
                }
            }
        } catch (IOException closed) {
            synchronized (events) {
                events.add(new Event("closed", "", JSON.nullNode()));
            }
        }
    }

    private void take(List<String> block) throws IOException {
        String data = String.join("\n", fields(block, "data"));
        if (!data.isEmpty()) {
            Event event = new Event(String.join("", fields(block, "event")), String.join("", fields(block, "id")), JSON.readTree(data));
            synchronized (events) {
                events.add(event);
            }
        }
    }

    private static List<String> fields(List<String> block, String name) {
        return block.stream().filter(line -> line.startsWith(name + ":")).map(line -> line.substring(name.length() + 1).strip()).toList();
    }

    @Override
    public void close() throws IOException {
        body.close();
        client.shutdownNow();
    }
}
