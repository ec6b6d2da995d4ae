package org.terzo.wire;

import java.util.Locale;
import java.util.Optional;

/// A topic below `terzo/v1/{site}/{gateway}/`.
public record GatewayTopic(SiteId site, GatewayId gateway, Kind kind) {
    /// What a topic carries; see wire.md section 2.
    public enum Kind {
        OBSERVATIONS,
        RECEIPT,
        STATUS,
        WIRING,
        COMMAND,
        REPLY;

        private final String word = name().toLowerCase(Locale.ROOT);

        /// The filter for this topic of every gateway of every site.
        public String filter() {
            return ROOT + "+/+/" + word;
        }
    }

    static final String ROOT = "terzo/v1/";
    private static final int LEVELS = 5;

    /// Empty when `topic` is not one of these.
    public static Optional<GatewayTopic> parse(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length != LEVELS || !topic.startsWith(ROOT)) {
            return Optional.empty();
        }
        return SiteId.parse(levels[2]).flatMap(site -> GatewayId.parse(levels[3]).flatMap(gateway -> kind(levels[4])
                .map(kind -> new GatewayTopic(site, gateway, kind))));
    }

    private static Optional<Kind> kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return ROOT + site + "/" + gateway + "/" + kind.word;
    }
}
