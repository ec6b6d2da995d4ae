package org.terzo.hub.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The file of a gateway that plays a recording.
///
/// @param speed a factor, or `max`
/// @param sensors each as in the wiring, without braces
record GatewayFile(String site, String gateway, Path recording, String speed, String startAt, List<String> sensors) {
    String text(String brokerUrl) {
        return """
                site: %s
                gateway: %s
                mqtt: {url: "%s"}
                data: outbox
                inputs: recorded
                recorded: {file: "%s", speed: %s, startAt: %s}
                wiring:
                  revision: 1
                  sensors:
                %s
                """
                .formatted(
                        site,
                        gateway,
                        brokerUrl,
                        recording,
                        speed,
                        startAt,
                        sensors.stream().map(sensor -> "    - {%s}".formatted(sensor)).collect(Collectors.joining("\n")));
    }
}
