package org.terzo.hub.ingest.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What it delivers is tested with `BrokerConnectionTest`.
final class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    @Test
    void aPortInUseIsSaid() throws IOException {
        int port = Mosquitto.freePort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedBroker.start(taken.getLocalPort(), folder.resolve("broker")).close();
            fail("started on a port in use");
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("port " + port), e.getMessage());
        }
    }

    @Test
    void portZeroPicksAFreeOne() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, folder.resolve("broker"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            assertTrue(socket.isConnected());
        }
    }
}
