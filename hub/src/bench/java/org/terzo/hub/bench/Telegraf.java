package org.terzo.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.e2e.InfluxServer;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;

/// The tool that one would otherwise take to bring observations from MQTT into InfluxDB, set up for speed and for losing nothing.
final class Telegraf {
    private Telegraf() {}

    static Optional<Path> binary(Path folder) throws IOException, InterruptedException {
        return Servers.binary("telegraf", "telegraf-1.37.2-linux-amd64.xz", Files.createDirectories(folder));
    }

    /// @param batch observations a message: what is not yet delivered is counted in messages
    static Program start(Path binary, Path folder, int brokerPort, InfluxServer influx, String bucket, int batch)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path config = folder.resolve("telegraf.conf");
        Files.writeString(config, config(brokerPort, influx.url(), bucket, Math.max(1_000, 100_000 / batch)));
        Program telegraf = Program.start("telegraf", List.of(binary.toString(), "--non-strict-env-handling", "--config", config.toString()), folder);
        telegraf.await("Connected \\[", Duration.ofSeconds(20));
        return telegraf;
    }

    private static String config(int brokerPort, String influxUrl, String bucket, int mostUndelivered) {
        return """
            [agent]
              flush_interval = "200ms"
              flush_jitter = "0s"
              metric_batch_size = 5000
              metric_buffer_limit = 500000
              omit_hostname = true
            [[inputs.mqtt_consumer]]
              servers = ["tcp://127.0.0.1:%d"]
              topics = ["terzo/v1/+/+/observations"]
              qos = 1
              client_id = "telegraf"
              persistent_session = true
              max_undelivered_messages = %d
              name_override = "observation"
              data_format = "json"
              json_query = "observations"
              tag_keys = ["sensor"]
              json_string_fields = ["presence"]
              json_time_key = "at"
              json_time_format = "2006-01-02T15:04:05.000Z"
            [[outputs.influxdb_v2]]
              urls = ["%s"]
              token = "%s"
              organization = "terzo"
              bucket = "%s"
              content_encoding = "identity"
            """
                .formatted(brokerPort, mostUndelivered, influxUrl, InfluxServer.TOKEN, bucket);
    }
}
