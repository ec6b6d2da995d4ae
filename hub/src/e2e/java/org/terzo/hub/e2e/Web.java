package org.terzo.hub.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A plain HTTP client of the hub, with the administrator's token.
public final class Web implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    public Web(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /// The address of a path.
    public String url(String path) {
        return base + path;
    }

    public HttpResponse<String> raw(String path, boolean signedIn) throws IOException, InterruptedException {
        return raw(path, signedIn, Duration.ofSeconds(30));
    }

    /// @param patience how long an answer may take
    HttpResponse<String> raw(String path, boolean signedIn, Duration patience) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
        if (signedIn) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = raw(path, true);
        if (answer.statusCode() != 200) {
            throw new AssertionError("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    /// All pages of a list.
    public List<JsonNode> all(String path, String member) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get(path + cursor);
            page.get(member).forEach(items::add);
            if (page.path("next").isMissingNode() || page.path("next").isNull()) {
                return items;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }

    public JsonNode await(String path, Predicate<JsonNode> wanted, Duration atMost) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        JsonNode last = JSON.createObjectNode();
        while (System.nanoTime() < end) {
            last = JSON.readTree(raw(path, true).body());
            if (wanted.test(last)) {
                return last;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("%s never became as wanted; last: %s".formatted(path, last));
    }

    /// Changes a document over the revision that is there now.
    HttpResponse<String> replace(String path, String contentType, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .header("If-Match", raw(path, true).headers().firstValue("ETag").orElse("(none)"))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
    }
}
