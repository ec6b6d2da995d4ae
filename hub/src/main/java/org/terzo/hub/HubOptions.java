package org.terzo.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.terzo.hub.ingest.Retention;

/// How this hub was started (run.md section 2), read and checked.
///
/// @param httpPort 0 picks a free one
/// @param clock what time it is
record HubOptions(
        Path data,
        String httpHost,
        int httpPort,
        Mqtt mqtt,
        HistoryChoice history,
        Optional<Path> sites,
        Optional<String> adminToken,
        Retention retention,
        Optional<URI> publicUrl,
        InstantSource clock) {

    sealed interface Mqtt {
        /// The broker inside the hub.
        record Embedded(int port) implements Mqtt {}

        record External(URI url, Optional<String> username, Optional<String> password, Optional<Path> caFile) implements Mqtt {}
    }

    sealed interface HistoryChoice {
        record Embedded() implements HistoryChoice {}

        /// @param version 1 for servers like InfluxDB 1.8; there the bucket is the database and the token `user:password`
        record Influx(URI url, String org, String bucket, String token, int version) implements HistoryChoice {}
    }
}
