package org.terzo.gateway.uplink;

import java.io.IOException;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/// A real MQTT broker in this process, without memory of an earlier life.
public final class EmbeddedBroker implements AutoCloseable {
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    public EmbeddedBroker(int port) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT");
        server.setConfiguration(configuration);
        server.start();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception failed) { // what the server declares
            throw new IOException(failed);
        }
    }
}
