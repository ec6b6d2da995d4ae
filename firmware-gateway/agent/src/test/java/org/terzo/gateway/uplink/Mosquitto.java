package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A real broker, started by a test and stopped by its process id.
final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Process process;

    private Mosquitto(Process process) {
        this.process = process;
    }

    /// Skips the test with a sentence where the program is missing; in CI that fails.
    static Mosquitto start(Path folder, int port, String settings) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            assertTrue(System.getenv("CI") == null, PROGRAM + " is missing and CI must not skip");
            assumeTrue(false, PROGRAM + " is not installed here: skipped");
        }
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener %s 127.0.0.1\nuser root\nallow_anonymous true\n%s\n".formatted(Integer.toString(port), settings));
        Path said = folder.resolve("mosquitto.log");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        while (!answers(port)) {
            assertTrue(process.isAlive(), Files.readString(said));
            Thread.sleep(20);
        }
        return new Mosquitto(process);
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

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
