package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.terzo.hub.chaos.clock.ClockFile;
import org.terzo.hub.chaos.input.ChaosSite;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;
import org.terzo.hub.e2e.Web;

/// The hub, whose data is in a folder of its own.
public final class HubSeat implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Path folder;
    private final Path data;
    private final List<String> options;
    private final ClockFile clock;
    private final Web web;
    private Program program;

    private HubSeat(Path folder, Path data, List<String> options, ClockFile clock, Web web, Program program) {
        this.folder = folder;
        this.data = data;
        this.options = options;
        this.clock = clock;
        this.web = web;
        this.program = program;
    }

    /// @param data where its journal lies, perhaps a small disk
    static HubSeat start(Path folder, Path data, int brokerPort, List<String> historyOptions) throws IOException, InterruptedException {
        int port = Servers.freePort();
        Path sites = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(sites.resolve("chaos.site.yaml"), ChaosSite.yaml());
        ClockFile clock = ClockFile.write(folder.resolve("hub.clock"), "0");
        List<String> options = new ArrayList<>(List.of(
                "--data", data.toString(),
                "--http-port", Integer.toString(port),
                "--mqtt-url", "mqtt://127.0.0.1:" + brokerPort,
                "--sites", sites.toString(),
                "--clock", clock.file().toString(),
                "--admin-token-file", Line.secret(folder.resolve("admin.token"), Line.TOKEN).toString()));
        options.addAll(historyOptions);
        HubSeat seat = new HubSeat(folder, data, options, clock, new Web("http://127.0.0.1:" + port, Line.TOKEN), Program.hub(folder, options));
        seat.awaitStart();
        return seat;
    }

    public Web web() {
        return web;
    }

    public ClockFile clock() {
        return clock;
    }

    public Program program() {
        return program;
    }

    public void kill() throws InterruptedException {
        program.kill();
    }

    /// Returns once it answers.
    public void start() throws IOException, InterruptedException {
        program = Program.hub(folder, options);
        awaitStart();
    }

    private void awaitStart() throws InterruptedException {
        program.await("listening on (http://\\S+)", START);
    }

    public Path journal() {
        return data.resolve("journal.sqlite");
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
        web.close();
    }
}
