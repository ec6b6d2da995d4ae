package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.terzo.hub.e2e.InfluxServer;

/// Asks an InfluxDB what can be queried in it.
final class Points implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "SELECT count(\"presence\") FROM \"observation\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    Points(InfluxServer server) {
        this.url = server.url();
    }

    void makeBucket(String name) throws IOException, InterruptedException {
        String org = answer(request("/api/v2/orgs?org=terzo").GET()).at("/orgs/0/id").asText();
        answer(request("/api/v2/buckets").POST(HttpRequest.BodyPublishers.ofString("{\"orgID\":\"%s\",\"name\":\"%s\"}".formatted(org, name))));
    }

    long observations(String bucket) throws IOException, InterruptedException {
        return count(bucket, ALL);
    }

    /// When all observations of a span can be queried, asked every 50 ms.
    long await(String bucket, Load.Span span, Duration atMost) throws IOException, InterruptedException {
        String query = ALL + " WHERE time >= '%s' AND time < '%s'".formatted(Wire.time(span.from()), Wire.time(span.until()));
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            if (count(bucket, query) >= span.observations()) {
                return System.nanoTime();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("%s: not all of %s came in %s; there are %d observations".formatted(bucket, span, atMost, observations(bucket)));
    }

    private long count(String bucket, String query) throws IOException, InterruptedException {
        return answer(request("/query?db=%s&q=%s".formatted(bucket, URLEncoder.encode(query, StandardCharsets.UTF_8))).GET())
                .at("/results/0/series/0/values/0/1")
                .asLong(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Token " + InfluxServer.TOKEN);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
            throw new IOException("InfluxDB: %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
