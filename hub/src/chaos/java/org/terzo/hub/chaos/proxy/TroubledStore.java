package org.terzo.hub.chaos.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// Stands before an InfluxDB and answers writes as one in trouble does; everything else passes.
public final class TroubledStore implements AutoCloseable {
    private static final List<String> HOP_BY_HOP = List.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect", "http2-settings");

    private final HttpServer server;
    private final URI target;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Trouble trouble = Trouble.NONE;
    private final AtomicLong troubled = new AtomicLong();

    private TroubledStore(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    public static TroubledStore before(String url) throws IOException {
        TroubledStore store = new TroubledStore(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50), URI.create(url));
        store.server.createContext("/", store::answer);
        store.server.setExecutor(store.threads);
        store.server.start();
        return store;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void set(Trouble next) {
        trouble = next;
    }

    /// How many writes have met trouble.
    public long troubled() {
        return troubled.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isWrite = exchange.getRequestURI().getPath().endsWith("/write");
            Trouble now = isWrite ? trouble : Trouble.NONE;
            if (now != Trouble.NONE) {
                troubled.incrementAndGet();
            }
            answer(exchange, body, now);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, byte[] body, Trouble now) throws IOException, InterruptedException {
        switch (now) {
            case NONE -> pass(exchange, body);
            case SLOW -> {
                Thread.sleep(1_000);
                pass(exchange, body);
            }
            case TOO_MANY_REQUESTS -> {
                exchange.getResponseHeaders().set("Retry-After", "2");
                say(exchange, 429, "too many requests", "org terzo has exceeded limited_write plan limit");
            }
            case INTERNAL_ERROR -> say(exchange, 500, "internal error", "an internal error has occurred");
            case UNAVAILABLE -> say(exchange, 503, "unavailable", "service temporarily unavailable");
            case HALF_WRITTEN -> {
                forward(exchange, half(exchange, body));
                say(exchange, 500, "internal error", "engine: partial write: timeout");
            }
            case WRITTEN_AND_DENIED -> {
                forward(exchange, body);
                say(exchange, 500, "internal error", "unexpected error writing points to database: timeout");
            }
            case PARTIAL_WRITE -> {
                if (lines(exchange, body).size() < 2) {
                    pass(exchange, body); // of a single point such an answer would be true
                    return;
                }
                trouble = Trouble.NONE;
                say(exchange, 422, "unprocessable entity", "failure writing points to database: partial write: field type conflict dropped=1");
            }
        }
    }

    private static List<String> lines(HttpExchange exchange, byte[] body) throws IOException {
        boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] text = isPacked ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    /// The first half of the lines, as they came.
    private static byte[] half(HttpExchange exchange, byte[] body) throws IOException {
        List<String> lines = lines(exchange, body);
        exchange.getRequestHeaders().remove("Content-Encoding");
        return String.join("\n", lines.subList(0, (lines.size() + 1) / 2)).getBytes(StandardCharsets.UTF_8);
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = forward(exchange, body);
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            if (!HOP_BY_HOP.contains(header.getKey()) && !header.getKey().startsWith(":")) {
                exchange.getResponseHeaders().put(header.getKey(), header.getValue());
            }
        }
        finish(exchange, answer.statusCode(), answer.body());
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void say(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        finish(exchange, status, "{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, message).getBytes(StandardCharsets.UTF_8));
    }

    private static void finish(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean isBare = status == 204 || body.length == 0;
        exchange.sendResponseHeaders(status, isBare ? -1 : body.length);
        if (!isBare) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
