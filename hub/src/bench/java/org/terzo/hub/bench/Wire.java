package org.terzo.hub.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Messages of a gateway, written by hand as wire.md says.
final class Wire {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Wire() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String presence(Instant at, String sensor, boolean present) {
        return "{\"at\":\"%s\",\"sensor\":\"%s\",\"presence\":%b}".formatted(time(at), sensor, present);
    }

    static String alive(Instant at, int seconds) {
        return "{\"at\":\"%s\",\"alive_s\":%d}".formatted(time(at), seconds);
    }

    static byte[] batch(String log, long first, Instant sentAt, List<String> records) {
        return "{\"log\":\"%s\",\"first\":%d,\"oldest\":1,\"sentAt\":\"%s\",\"observations\":[%s]}"
                .formatted(log, first, time(sentAt), String.join(",", records))
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] status(Instant at, Instant watchingSince) {
        return "{\"state\":\"ready\",\"at\":\"%s\",\"boot\":\"bench\",\"version\":\"bench\",\"wiring\":1,\"clock\":\"synchronised\",\"outbox\":{\"pending\":0,\"dropped\":0,\"capacityHours\":96},\"watching\":{\"since\":\"%s\"}}"
                .formatted(time(at), time(watchingSince))
                .getBytes(StandardCharsets.UTF_8);
    }
}
