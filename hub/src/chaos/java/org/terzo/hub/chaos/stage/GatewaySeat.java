package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.terzo.hub.chaos.clock.ClockFile;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.chaos.proxy.FaultProxy;
import org.terzo.hub.e2e.Program;

/// One gateway that plays its feed, and the network between it and the broker.
public final class GatewaySeat implements AutoCloseable {
    private final int number;
    private final Feed feed;
    private final Path folder;
    private final Path data;
    private final FaultProxy network;
    private final ClockFile clock;
    private final BitSet atRisk = new BitSet();
    private int part;
    private int partStart;
    private Path recording;
    private String speed = "max";
    private int megabytes = 256;
    private Optional<Program> program = Optional.empty();

    /// Not running yet.
    ///
    /// @param data where its outbox lies, perhaps a small disk
    /// @param without rows of the feed that it does not see
    GatewaySeat(int number, Feed feed, BitSet without, Path folder, Path data, int brokerPort) throws IOException {
        this.number = number;
        this.feed = feed;
        this.folder = Files.createDirectories(folder);
        this.data = data;
        this.network = FaultProxy.before(brokerPort);
        this.clock = ClockFile.write(this.folder.resolve("clock"), "0 set");
        this.recording = nextPart(0, without);
    }

    private Path nextPart(int firstRow, BitSet without) throws IOException {
        part++;
        partStart = firstRow;
        return feed.write(folder.resolve("part-%d.csv".formatted(part)), firstRow, without);
    }

    /// @param within how long the whole feed takes
    void playWithin(Duration within) throws IOException {
        speed = String.format(Locale.ROOT, "%.3f", feed.span().toMillis() / (double) within.toMillis());
        start();
    }

    /// Everything that is left, at once; ends with 0 when there are receipts for everything.
    public void finish() throws IOException {
        speed = "max";
        program = Optional.of(launch(List.of("--exit-at-end")));
    }

    public void start() throws IOException {
        program = Optional.of(launch(List.of()));
    }

    private Program launch(List<String> options) throws IOException {
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(config, config());
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "--clock", clock.file().toString()));
        all.addAll(options);
        return Program.gateway(folder, all);
    }

    private String config() {
        String wiring = ChaosSite.wiring(number).stream().map(sensor -> "    - {%s}".formatted(sensor)).collect(Collectors.joining("\n"));
        return """
                site: %s
                gateway: %s
                mqtt: {url: "mqtt://127.0.0.1:%s"}
                data: "%s"
                outbox: {maxMegabytes: %s}
                inputs: recorded
                recorded: {file: "%s", speed: %s, startAt: recorded}
                wiring:
                  revision: 1
                  sensors:
                %s
                """
                .formatted(ChaosSite.NAME, feed.gateway(), Integer.toString(network.port()), data, Integer.toString(megabytes), recording, speed, wiring);
    }

    public Feed feed() {
        return feed;
    }

    public FaultProxy network() {
        return network;
    }

    public ClockFile clock() {
        return clock;
    }

    public Program program() {
        return program.orElseThrow();
    }

    public Path data() {
        return data;
    }

    public Path outbox() {
        return data.resolve("outbox.db");
    }

    /// Rows that a fault may have destroyed before the hub had them.
    public BitSet atRisk() {
        return (BitSet) atRisk.clone();
    }

    public void kill() throws InterruptedException {
        program().kill();
    }

    /// In order: what it has taken is in its outbox.
    public void end() throws InterruptedException {
        program().close();
    }

    /// While it is dead and before its outbox is damaged: what it holds may be lost, and what it has not yet sensed is played from a
    /// file of its own, for no sensor sees a thing twice.
    public void loseWhatItHolds() throws IOException {
        OutboxPeek held = OutboxPeek.of(outbox(), recording);
        int taken = partStart + (int) held.rowsTaken();
        held.oldest().ifPresent(oldest -> atRisk.set(feed.at(oldest), taken));
        recording = nextPart(taken, new BitSet());
    }

    /// While it is dead: from now on its outbox is small, and it plays everything that is left at once.
    public void startInto(int smallOutboxMegabytes) throws IOException {
        megabytes = smallOutboxMegabytes;
        speed = "max";
        start();
    }

    /// While it is dead: the first row that its outbox still holds, or the next that it will take.
    public int firstHeld() throws IOException {
        OutboxPeek held = OutboxPeek.of(outbox(), recording);
        return held.oldest().isPresent() ? feed.at(held.oldest().getAsLong()) : partStart + (int) held.rowsTaken();
    }

    /// For want of room it had to drop these.
    public void hadToDrop(int fromRow, int toRow) {
        atRisk.set(fromRow, toRow);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (program.isPresent()) {
            program.get().close();
        }
        network.close();
    }
}
