package org.terzo.hub.ingest.ledger;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// The cursors at which a journal was found behind its own word: restored from a backup, damaged, an older copy. While a log stands at
/// such a cursor its receipts say `restored`, and its gateway sends again what it still holds (wire.md section 4).
///
/// @param happened a log that is not among the cursors was set back to 0
/// @param cursors oldest log first
public record SetBack(boolean happened, Map<LogKey, Long> cursors) {
    public static final SetBack NEVER = new SetBack(false, Map.of());

    public SetBack {
        cursors = Collections.unmodifiableMap(new LinkedHashMap<>(cursors));
    }

    /// To where these logs stand.
    public static SetBack to(Map<LogKey, Standing> standings) {
        Map<LogKey, Long> cursors = new LinkedHashMap<>();
        standings.entrySet().stream()
                .sorted(Comparator.comparingLong(log -> log.getValue().id()))
                .forEach(log -> cursors.put(log.getKey(), log.getValue().through()));
        return new SetBack(true, cursors);
    }

    /// Of these only the logs that have not moved on since.
    public SetBack still(Map<LogKey, Standing> standings) {
        Map<LogKey, Long> still = new LinkedHashMap<>(to(standings).cursors);
        still.entrySet().removeIf(log -> !isAt(log.getKey(), log.getValue()));
        return new SetBack(happened, still);
    }

    /// Whether a receipt of this log with this cursor speaks of the time before it was set back.
    public boolean isAt(LogKey log, long through) {
        return happened && through == cursors.getOrDefault(log, 0L);
    }

    public static SetBack parse(Optional<String> text) {
        Map<LogKey, Long> cursors = new LinkedHashMap<>();
        text.stream().flatMap(String::lines).forEach(line -> {
            String[] cells = line.split(" ", -1);
            cursors.put(new LogKey(new SiteId(cells[1]), new GatewayId(cells[2]), new LogId(cells[3])), Long.parseLong(cells[0]));
        });
        return new SetBack(text.isPresent(), cursors);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        cursors.forEach((log, through) -> text.append("%s %s %s %s\n".formatted(Long.toString(through), log.site(), log.gateway(), log.log().value())));
        return text.toString();
    }
}
