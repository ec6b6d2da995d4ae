package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents beside the code name what the code names.
final class ContractTest {
    private static final SiteId SITE = new SiteId("riva");

    @ParameterizedTest
    @EnumSource
    void everyGatewayTopicIsInBothDocuments(GatewayTopic.Kind kind) throws IOException {
        String address = new GatewayTopic(SITE, new GatewayId("gw-1"), kind).toString().replace("riva", "{site}").replace("gw-1", "{gateway}");

        assertTrue(Files.readString(Path.of("asyncapi.yaml")).contains("    address: " + address + "\n"), address);
        assertTrue(Files.readString(Path.of("WIRE.md")).contains("`" + address + "`"), address);
    }

    @Test
    void theTopicsOfTheHubAreInBothDocuments() throws IOException {
        List<StateTopic> topics = List.of(new StateTopic.Desk(SITE, new DeskId("d-1")), new StateTopic.Zone(SITE, new ZoneId("z-1")));
        for (StateTopic topic : topics) {
            String address = topic.toString().replace("riva", "{site}").replace("d-1", "{desk}").replace("z-1", "{zone}");

            assertTrue(Files.readString(Path.of("asyncapi.yaml")).contains("    address: " + address + "\n"), address);
            assertTrue(Files.readString(Path.of("WIRE.md")).contains("`" + address + "`"), address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "motion", "presence", "contact", "passage", "distance_mm", "co2_ppm", "temperature_c", "humidity_percent", "fault", "alive_s"
            })
    void everyReadingIsInBothDocuments(String reading) throws IOException {
        assertTrue(Files.readString(Path.of("asyncapi.yaml")).contains("        " + reading + ": {type: "), reading);
        assertTrue(Files.readString(Path.of("WIRE.md")).contains("`" + reading + "`"), reading);
    }

    @ParameterizedTest
    @EnumSource
    void aTopicComesBackAsItWent(GatewayTopic.Kind kind) {
        GatewayTopic topic = new GatewayTopic(SITE, new GatewayId("gw-1"), kind);

        assertEquals(Optional.of(topic), GatewayTopic.parse(topic.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "terzo/v1/riva/gw-1",
                "terzo/v1/riva/gw-1/",
                "terzo/v1/riva/gw-1/Status",
                "terzo/v1/riva/gw-1/status/",
                "terzo/v1/riva/zone/status",
                "terzo/v1/Riva/gw-1/status",
                "terzo/v1//gw-1/status",
                "terzo/v2/riva/gw-1/status",
                "/terzo/v1/riva/gw-1/status",
                "terzo/v1/+/gw-1/status"
            })
    void whatIsNoGatewayTopicIsNone(String topic) {
        assertEquals(Optional.empty(), GatewayTopic.parse(topic));
    }
}
