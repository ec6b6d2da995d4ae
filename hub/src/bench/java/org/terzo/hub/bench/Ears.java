package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.MqttSocket;

/// Listens at the places between a signal and a screen: the gateway's message, the hub's retained topic, the hub's stream.
final class Ears implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoadedSite site;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sightings messages = new Sightings();
    private final Sightings topics = new Sightings();
    private final Sightings events = new Sightings();
    private final MqttSocket socket;

    private Ears(LoadedSite site, String brokerUrl) throws IOException, InterruptedException {
        this.site = site;
        socket = MqttSocket.connect(brokerUrl, "ears", this::hear);
    }

    static Ears open(LoadedSite site, Line line) throws IOException, InterruptedException {
        Ears ears = new Ears(site, line.brokerUrl());
        ears.socket.subscribe("terzo/v1/%s/+/observations".formatted(site.id()));
        ears.socket.subscribe("terzo/v1/%s/desk/+".formatted(site.id()));
        return ears;
    }

    /// The page under test has a stream of its own; this is a second one, for runs without a browser.
    void follow(String base) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("%s/api/v1/sites/%s/live/stream".formatted(base, site.id())))
                .header("Authorization", "Bearer " + Line.TOKEN)
                .build();
        HttpResponse<Stream<String>> stream = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (stream.statusCode() != 200) {
            throw new IOException("the stream answers %d".formatted(stream.statusCode()));
        }
        Thread.ofPlatform().daemon().name("stream").start(() -> read(stream.body()));
    }

    Sightings messages() {
        return messages;
    }

    Sightings topics() {
        return topics;
    }

    Sightings events() {
        return events;
    }

    private void hear(String topic, byte[] payload) {
        double at = Sightings.now();
        JsonNode json = parsed(new String(payload, StandardCharsets.UTF_8));
        if (topic.endsWith("/observations")) {
            json.path("observations").forEach(each -> {
                if (each.path("presence").asBoolean(false)) {
                    messages.saw(deskOf(each.get("sensor").asText()), at);
                }
            });
        } else {
            take(json, topics, at);
        }
    }

    /// `load-3-4` is the fourth sensor of the third gateway.
    private String deskOf(String sensor) {
        List<String> parts = List.of(sensor.split("-", -1));
        return site.deskOf(Integer.parseInt(parts.get(parts.size() - 2)), Integer.parseInt(parts.getLast()));
    }

    private void read(Stream<String> lines) {
        try {
            lines.filter(line -> line.startsWith("data:") && line.contains("\"desk\":")).forEach(line -> take(parsed(line.substring("data:".length())), events, Sightings.now()));
        } catch (UncheckedIOException closed) {
            System.err.println("the stream ended: " + closed.getMessage());
        }
    }

    private static void take(JsonNode desk, Sightings into, double at) {
        if (desk.path("state").asText().equals("occupied")) {
            into.saw(desk.get("desk").asText(), at);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return json.isBlank() ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        http.shutdownNow();
    }
}
