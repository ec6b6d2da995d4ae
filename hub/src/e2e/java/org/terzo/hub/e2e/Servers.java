package org.terzo.hub.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The real servers of a test: Mosquitto from the system, found or the test is skipped with a sentence; in CI a skip is a failure.
public final class Servers {
    private Servers() {}

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static Program mosquitto(Path folder, int port) throws IOException, InterruptedException {
        return mosquitto(folder, port, "");
    }

    /// @param more further lines of its configuration
    public static Program mosquitto(Path folder, int port, String more) throws IOException, InterruptedException {
        Optional<Path> binary = Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        present(binary.isPresent(), "needs Mosquitto: apt install mosquitto");
        Files.createDirectories(folder);
        Path config = folder.resolve("mosquitto.conf");
        Files.writeString(
                config,
                """
                listener %d 127.0.0.1
                allow_anonymous true
                max_queued_messages 100000
                max_inflight_messages 0
                set_tcp_nodelay true
                user root
                %s
                """
                        .formatted(port, more));
        Program broker = Program.start("mosquitto", List.of(binary.orElseThrow().toString(), "-c", config.toString()), folder);
        awaitPort(port);
        return broker;
    }

    /// A program that is on the path, or else in a compressed file in the folder of servers.
    public static Optional<Path> binary(String program, String compressed, Path unpackTo) throws IOException, InterruptedException {
        Optional<Path> onPath = Stream.of(System.getenv("PATH").split(":", -1)).map(each -> Path.of(each, program)).filter(Files::isExecutable).findFirst();
        if (onPath.isPresent()) {
            return onPath;
        }
        Optional<Path> file = Stream.of(
                        Path.of(System.getProperty("terzo.servers", "no-such-folder"), compressed),
                        Program.root().resolve("../shared/bin").resolve(compressed))
                .filter(Files::exists)
                .findFirst();
        return file.isPresent() ? Optional.of(unpack(file.get(), unpackTo.resolve(program))) : Optional.empty();
    }

    private static Path unpack(Path packed, Path to) throws IOException, InterruptedException {
        Process xz = new ProcessBuilder("xz", "-dc", packed.toString()).redirectOutput(to.toFile()).start();
        if (xz.waitFor() != 0 || !to.toFile().setExecutable(true)) {
            throw new IOException("%s cannot be unpacked: apt install xz-utils".formatted(packed));
        }
        return to;
    }

    public static void present(boolean there, String sentence) {
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(sentence);
        }
        Assumptions.assumeTrue(there, sentence);
    }

    static void awaitPort(int port) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("nothing listens on port " + port);
    }
}
