package org.terzo.hub.ingest.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real broker, started by a test and stopped by its process id.
final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Process process;

    private Mosquitto(Process process) {
        this.process = process;
    }

    static Mosquitto start(Path folder, int port, String... more) throws IOException, InterruptedException {
        needs(PROGRAM);
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener %s 127.0.0.1\nuser root\nset_tcp_nodelay true\n".formatted(Integer.toString(port)) + String.join("\n", more) + "\n");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        while (!answers(port)) {
            assertTrue(process.isAlive(), Files.readString(folder.resolve("mosquitto.log")));
            Thread.sleep(20);
        }
        return new Mosquitto(process);
    }

    /// Skips the test with a sentence where a program is missing; in CI, where all are installed, that fails.
    static void needs(Path program) {
        if (!Files.isExecutable(program)) {
            assertTrue(System.getenv("CI") == null, program + " is missing and CI must not skip");
            assumeTrue(false, program + " is not installed here: skipped");
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Holds the process, as a machine without memory or disk would: the connection stays and nothing comes.
    void freeze() throws IOException, InterruptedException {
        run(List.of("kill", "-STOP", Long.toString(process.pid())));
    }

    void thaw() throws IOException, InterruptedException {
        run(List.of("kill", "-CONT", Long.toString(process.pid())));
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() == 0, () -> command + ": " + said);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
