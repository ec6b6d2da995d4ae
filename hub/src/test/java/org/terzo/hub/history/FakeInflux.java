package org.terzo.hub.history;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/// As much of InfluxDB 2 as writing needs, and every fault that a real one has when it should not.
final class FakeInflux implements AutoCloseable {
    /// Lines that it has taken.
    final List<String> lines = new CopyOnWriteArrayList<>();

    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final Deque<Duration> sleeps = new ConcurrentLinkedDeque<>();
    private final HttpServer server;
    private volatile boolean isTakenInPart;
    private volatile String neverTaken = "no line has this";

    /// An answer to a write that takes nothing.
    record Fault(int status, String retryAfter) {}

    FakeInflux() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v2/write", this::write);
        server.createContext("/api/v2/buckets", exchange -> answer(exchange, 200, """
                {"buckets":[{"id":"b","orgID":"o","name":"x","retentionRules":[{"type":"expire","everySeconds":1}]}],
                 "id":"b","orgID":"o","name":"x","retentionRules":[{"type":"expire","everySeconds":1}]}"""));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What the next write meets.
    void fail(int status, String retryAfter) {
        faults.add(new Fault(status, retryAfter));
    }

    /// A line with this in it is refused for ever, and with it what it came with.
    void neverTakes(String text) {
        neverTaken = text;
    }

    /// From now on a line that is refused for ever is left out, and what it came with is taken.
    void takesInPart() {
        isTakenInPart = true;
    }

    /// The next write is answered when it is too late.
    void fallAsleep(Duration length) {
        sleeps.add(length);
    }

    private void write(HttpExchange exchange) throws IOException {
        List<String> sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        Fault fault = faults.poll();
        Duration sleep = sleeps.poll();
        if (sleep != null) {
            lie(sleep);
        }
        if (fault != null) {
            if (!fault.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", fault.retryAfter());
            }
            answer(exchange, fault.status(), "{\"code\":\"internal error\",\"message\":\"not now\"}");
        } else if (sent.stream().anyMatch(line -> line.contains(neverTaken))) {
            if (isTakenInPart) {
                sent.stream().filter(line -> !line.contains(neverTaken)).forEach(lines::add);
            }
            answer(exchange, isTakenInPart ? 400 : 422, "{\"code\":\"unprocessable entity\",\"message\":\"partial write: field type conflict\"}");
        } else {
            lines.addAll(sent);
            answer(exchange, 204, "");
        }
    }

    private static void lie(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
