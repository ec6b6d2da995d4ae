package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;

/// Mosquitto, which keeps its sessions and retained messages on disk and can be made to forget them.
public final class BrokerSeat implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Program program;

    private BrokerSeat(Path folder, int port, Program program) {
        this.folder = folder;
        this.port = port;
        this.program = program;
    }

    static BrokerSeat start(Path folder) throws IOException, InterruptedException {
        int port = Servers.freePort();
        return new BrokerSeat(folder, port, launch(folder, port));
    }

    private static Program launch(Path folder, int port) throws IOException, InterruptedException {
        return Servers.mosquitto(folder, port, "persistence true\npersistence_location %s/\nautosave_interval 2\n".formatted(folder));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    public Program program() {
        return program;
    }

    /// Killed without a word; what it had not saved is gone.
    public void kill() throws InterruptedException {
        program.kill();
    }

    /// Ended in order: it saves sessions, queues and retained messages.
    public void end() throws InterruptedException {
        program.close();
    }

    /// It will know nothing of anybody.
    public void forget() throws IOException {
        Files.deleteIfExists(folder.resolve("mosquitto.db"));
    }

    public void start() throws IOException, InterruptedException {
        program = launch(folder, port);
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
