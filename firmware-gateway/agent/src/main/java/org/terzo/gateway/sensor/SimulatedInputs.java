package org.terzo.gateway.sensor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Inputs that somebody types or a program plays: lines such as `desk-07-pir true` or `air-1 co2_ppm=612`.
public final class SimulatedInputs implements SensorInputs {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedInputs.class);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern MEMBER = Pattern.compile("[a-z0-9_]+=[^=\"\\\\\\p{Cntrl}]+");

    private final Map<String, SensorWiring> wirings;
    private final InstantSource clock;
    private final Optional<InputStream> typed;
    private volatile Optional<RecordSink> sink = Optional.empty();
    private volatile Optional<Instant> since = Optional.empty();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// @param typed where lines come from; empty when only a program plays them
    public SimulatedInputs(Collection<SensorWiring> wirings, Optional<InputStream> typed, InstantSource clock) {
        this.wirings = wirings.stream().collect(Collectors.toMap(wiring -> wiring.sensor().value(), Function.identity()));
        this.typed = typed;
        this.clock = clock;
    }

    @Override
    public void start(RecordSink to) {
        since = Optional.of(now());
        sink = Optional.of(to);
        typed.ifPresent(stream -> Thread.ofPlatform().daemon().name("typed").start(() -> readFrom(stream)));
    }

    private void readFrom(InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    accept(line.strip());
                }
            }
        } catch (IOException closed) {
            LOG.info("no more simulated inputs: {}", closed.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// One line: a sensor and what it reads. A bad line is logged and ignored.
    public void accept(String line) throws InterruptedException {
        switch (parse(line)) {
            case Decoded.Malformed<LogRecord>(String reason, String detail) -> LOG.warn("simulated '{}' ignored: {}: {}", line, reason, detail);
            case Decoded.Valid<LogRecord>(LogRecord read) -> put(read);
        }
    }

    /// What `sensor` reads now.
    public void accept(SensorId sensor, Reading reading) throws InterruptedException {
        put(new Observation(now(), sensor, reading));
    }

    private void put(LogRecord read) throws InterruptedException {
        Optional<RecordSink> open = sink;
        if (open.isPresent()) {
            open.get().put(List.of(read), Optional.empty());
        }
    }

    private Decoded<LogRecord> parse(String line) {
        String[] words = SPACE.split(line);
        Optional<SensorWiring> wiring = Optional.ofNullable(wirings.get(words[0]));
        if (wiring.isEmpty()) {
            return new Decoded.Malformed<>("unknown sensor", words[0] + " is not in wiring");
        }
        List<String> values = List.of(words).subList(1, words.length);
        if (values.size() == 1 && !values.getFirst().contains("=")) {
            return ReadingText.parse(now().toString(), words[0], wiring.get().kind().reading(), values.getFirst());
        }
        if (values.isEmpty() || !values.stream().allMatch(value -> MEMBER.matcher(value).matches())) {
            return new Decoded.Malformed<>("malformed", "expected 'sensor value' or 'sensor name=value …'");
        }
        return ReadingText.withMembers(now().toString(), words[0], values.stream().map(SimulatedInputs::member).collect(Collectors.joining(",")));
    }

    private static String member(String text) {
        int equals = text.indexOf('=');
        return ReadingText.member(text.substring(0, equals), text.substring(equals + 1));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Optional<Instant> watchingSince() {
        return since;
    }

    @Override
    public boolean recordsWatching() {
        return false;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        sink = Optional.empty();
        since = Optional.empty();
    }
}
