package org.terzo.hub.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// An intake over a real journal on disk, with its broker and its live view played by lists.
final class TakenIn implements Intake.Outlet, AutoCloseable {
    static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    static final SiteId RIVA = new SiteId("riva");
    static final String OBSERVATIONS = "terzo/v1/riva/gw-1/observations";
    static final String RECEIPT = "terzo/v1/riva/gw-1/receipt";
    static final String SEEN = "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true}";
    static final String NOT_SEEN = SEEN.replace("true", "false");

    private static final Retention RETENTION =
            new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));

    final Map<String, String> receipts = new ConcurrentHashMap<>();
    final List<JournalEntry> live = new CopyOnWriteArrayList<>();
    final Map<String, String> owners = new ConcurrentHashMap<>(Map.of("desk-07-pir", "gw-1", "door-main", "gw-1", "desk-09-pir", "gw-2"));
    final Path file = Files.createTempDirectory("intake").resolve("journal.sqlite");
    final GatewayStates gateways = new GatewayStates(this::now);
    Journal journal;
    Intake intake;

    private volatile Instant now = START;
    private volatile boolean bugs;

    TakenIn() throws IOException {
        journal = Journal.open(file);
        intake = begin();
    }

    private Intake begin() {
        Intake next = new Intake(journal, claims(), RETENTION, gateways, this::now, this);
        next.start();
        return next;
    }

    private Claims claims() {
        return new Claims() {
            @Override
            public Answer about(SiteId site, GatewayId gateway, SensorId sensor) {
                Optional<String> owner = Optional.ofNullable(owners.get(sensor.value()));
                return owner.isEmpty() ? Answer.UNKNOWN : owner.get().equals(gateway.value()) ? Answer.OWN : Answer.OF_ANOTHER_GATEWAY;
            }

            @Override
            public boolean knows(SiteId site, GatewayId gateway) {
                return owners.containsValue(gateway.value());
            }
        };
    }

    private Instant now() {
        return now;
    }

    void after(Duration pause) {
        now = now.plus(pause);
    }

    /// From now on, what is behind the intake throws; or no longer.
    void bugs(boolean is) {
        bugs = is;
    }

    @Override
    public void live(JournalEntry entry) {
        if (bugs) {
            throw new IllegalStateException("a bug behind the intake");
        }
        live.add(entry);
    }

    @Override
    public void receipt(String topic, byte[] payload) {
        receipts.put(topic, new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void committed(List<JournalEntry> entries) {}

    /// Something that happens to the files while the hub is away.
    interface Accident {
        void happen() throws IOException;
    }

    void restart() throws IOException, InterruptedException {
        restartAfter(() -> {});
    }

    void restartAfter(Accident accident) throws IOException, InterruptedException {
        stop();
        receipts.clear();
        accident.happen();
        journal = Journal.open(file);
        intake = begin();
    }

    void send(long first, String... records) throws InterruptedException {
        send("\"log\":\"a\",\"oldest\":1,", first, records);
    }

    void send(String more, long first, String... records) throws InterruptedException {
        message(OBSERVATIONS, batch(more, first, records));
    }

    void message(String topic, String payload) throws InterruptedException {
        intake.receive(topic, payload.getBytes(StandardCharsets.UTF_8), false);
        settle();
    }

    static String batch(String more, long first, String... records) {
        return "{%s\"first\":%s,\"sentAt\":\"2026-03-10T09:00:00Z\",\"observations\":[%s]}"
                .formatted(more, Long.toString(first), String.join(",", records));
    }

    /// Waits until everything so far is taken and its receipts are sent: a replay of nothing is answered after that.
    void settle() throws InterruptedException {
        intake.replay(0).join();
        intake.replay(0).join();
    }

    Optional<String> receipt() {
        return Optional.ofNullable(receipts.get(RECEIPT));
    }

    List<String> reasons() throws IOException {
        return letters().stream().map(Rejection::reason).toList();
    }

    /// Oldest first.
    List<Rejection> letters() throws IOException {
        return journal.answers().letters(Long.MAX_VALUE, 20_000).page().reversed();
    }

    LogAnswer log() throws IOException {
        return journal.answers().logs(RIVA, TimeRange.ALWAYS, 20_000).getFirst();
    }

    Counts counts() throws IOException {
        return log().counts();
    }

    List<Long> stored() throws IOException {
        return numbers(journal.after(0, 10_000));
    }

    static List<Long> numbers(List<JournalEntry> entries) {
        return entries.stream()
                .filter(JournalEntry.Records.class::isInstance)
                .flatMap(entry -> ((JournalEntry.Records) entry).records().stream())
                .map(JournalEntry.Numbered::sequence)
                .toList();
    }

    private void stop() throws IOException, InterruptedException {
        intake.close();
        journal.close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(file.getParent());
    }
}
