package org.terzo.hub.ingest.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/// The broker inside the hub, for demos and small sites; the only class that knows Artemis. It keeps nothing on disk: gateways hold
/// what has no receipt.
public final class EmbeddedBroker implements AutoCloseable {
    private static final long MOST_BYTES_A_TOPIC = 16 * 1024 * 1024;

    private final ActiveMQServer server;
    private final int port;

    private EmbeddedBroker(ActiveMQServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Listens on the loopback interface only; port 0 picks a free one.
    public static EmbeddedBroker start(int wanted, Path folder) throws IOException {
        int port = freePort(wanted);
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setSecurityEnabled(false)
                    .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:%s?protocols=MQTT".formatted(Integer.toString(port)))
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setMaxSizeBytes(MOST_BYTES_A_TOPIC)
                                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK));
            configuration.setBrokerInstance(folder.toFile());
            ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration, false);
            server.start();
            if (!server.waitForActivation(10, TimeUnit.SECONDS)) {
                throw new IOException("the embedded broker did not start on port " + port);
            }
            return new EmbeddedBroker(server, port);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the embedded broker did not start on port %s: %s".formatted(Integer.toString(port), e.getMessage()), e);
        }
    }

    /// The broker itself says a page of things when its port is in use, and goes on without it.
    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException("--mqtt-port: the embedded broker cannot listen on port %s: %s".formatted(Integer.toString(wanted), e.getMessage()));
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the embedded broker did not stop: " + e.getMessage(), e);
        }
    }
}
