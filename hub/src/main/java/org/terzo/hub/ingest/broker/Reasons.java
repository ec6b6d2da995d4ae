package org.terzo.hub.ingest.broker;

import java.util.Locale;

/// The reason codes of MQTT 5 that a wrong configuration brings, and the client's own, in words; its own words follow the locale.
final class Reasons {
    private static final int FIRST_REFUSAL = 0x80;
    private static final int LAST = 0xff;

    private Reasons() {}

    static boolean isRefusal(int code) {
        return code >= FIRST_REFUSAL && code <= LAST;
    }

    static String text(int code) {
        return switch (code) {
            case 0x85 -> "client id not valid (0x85)";
            case 0x86 -> "bad user name or password (0x86)";
            case 0x87 -> "not authorised (0x87)";
            case 32_000 -> "the broker does not answer in time";
            case 32_109 -> "the connection was lost";
            default -> isRefusal(code) ? String.format(Locale.ROOT, "reason 0x%02x", code) : "client error " + code;
        };
    }
}
