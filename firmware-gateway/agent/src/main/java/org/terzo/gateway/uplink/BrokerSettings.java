package org.terzo.gateway.uplink;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the broker is and who asks.
///
/// @param url `mqtt://host:port` or `mqtts://host:port`
public record BrokerSettings(URI url, Optional<String> username, Optional<Path> passwordFile, Optional<Path> caFile) {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    public boolean isEncrypted() {
        return "mqtts".equals(url.getScheme());
    }

    /// The same address in Paho's words.
    String serverUri() {
        int standard = isEncrypted() ? TLS_PORT : PLAIN_PORT;
        return (isEncrypted() ? "ssl://" : "tcp://") + url.getHost() + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }
}
