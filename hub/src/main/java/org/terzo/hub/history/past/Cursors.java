package org.terzo.hub.history.past;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;

/// The key of a page's last item as text that a caller hands back unread.
final class Cursors {
    private static final String OBSERVATION = "observation";
    private static final String DESK = "desk";
    private static final String COUNT = "count";

    private Cursors() {}

    /// Where a page of headcounts ended, and whether the number was known there.
    record CountKey(Instant at, boolean isKnown) {}

    static String text(ObservationKey key) {
        return encoded(OBSERVATION, key.at(), key.gateway().value(), key.log().value(), Long.toString(key.sequence()));
    }

    static String text(DeskKey key) {
        return encoded(DESK, key.at(), key.desk().value());
    }

    static String text(CountKey key) {
        return encoded(COUNT, key.at(), Boolean.toString(key.isKnown()));
    }

    static Optional<ObservationKey> observation(String cursor) {
        return decoded(cursor, OBSERVATION, 5).flatMap(cells -> at(cells).flatMap(at -> GatewayId.parse(cells.get(2))
                .flatMap(gateway -> LogId.parse(cells.get(3)).flatMap(log -> number(cells.get(4)).map(number -> new ObservationKey(at, gateway, log, number))))));
    }

    static Optional<DeskKey> desk(String cursor) {
        return decoded(cursor, DESK, 3).flatMap(cells -> at(cells).flatMap(at -> DeskId.parse(cells.get(2)).map(desk -> new DeskKey(at, desk))));
    }

    static Optional<CountKey> count(String cursor) {
        return decoded(cursor, COUNT, 3).flatMap(cells -> at(cells).map(at -> new CountKey(at, Boolean.parseBoolean(cells.get(2)))));
    }

    private static String encoded(String kind, Instant at, String... rest) {
        String cells = kind + "\n" + at.toEpochMilli() + "\n" + String.join("\n", rest);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cells.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<List<String>> decoded(String cursor, String kind, int size) {
        try {
            List<String> cells = List.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", -1));
            return Optional.of(cells).filter(each -> each.size() == size && each.getFirst().equals(kind));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> at(List<String> cells) {
        return number(cells.get(1)).map(Instant::ofEpochMilli);
    }

    /// A hostile one must not overflow.
    private static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
