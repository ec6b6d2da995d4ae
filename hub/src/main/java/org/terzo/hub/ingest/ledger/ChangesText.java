package org.terzo.hub.ingest.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.ledger.LogLedger.Changes;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// What changed in some logs as text, a line for each log; tallies aside.
public final class ChangesText {
    private ChangesText() {}

    public static String write(Map<LogKey, Changes> logs) {
        StringJoiner lines = new StringJoiner("\n");
        logs.forEach((key, changes) -> lines.add(line(key, changes)));
        return lines.toString();
    }

    private static String line(LogKey key, Changes changes) {
        Standing now = changes.standing();
        Counts counts = now.counts();
        StringJoiner cells = new StringJoiner(" ");
        cells.add(key.site().value()).add(key.gateway().value()).add(key.log().value());
        for (long number : List.of(now.id(), now.highest(), now.through(), now.lostBelow(), counts.received(), counts.duplicates(), counts.late(), counts.dropped())) {
            cells.add(Long.toString(number));
        }
        changes.gone().forEach(last -> cells.add("-" + last));
        changes.put().forEach(gap -> cells.add(text(gap)));
        return cells.toString();
    }

    private static String text(Gap gap) {
        return List.of(gap.from(), gap.to(), gap.noticed().toEpochMilli()).stream().map(each -> Long.toString(each)).collect(Collectors.joining(":"))
                + gap.closed().map(at -> ":" + at.toEpochMilli()).orElse("");
    }

    public static Map<LogKey, Changes> read(String text) {
        Map<LogKey, Changes> logs = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String[] cells = line.split(" ", -1);
            logs.put(new LogKey(new SiteId(cells[0]), new GatewayId(cells[1]), new LogId(cells[2])), changes(cells));
        });
        return logs;
    }

    private static Changes changes(String[] cells) {
        long[] numbers = Arrays.stream(cells, 3, 11).mapToLong(Long::parseLong).toArray();
        Standing standing = new Standing(
                numbers[0], numbers[1], numbers[2], numbers[3], new Counts(numbers[4], numbers[5], numbers[6], numbers[7]));
        List<Long> gone = new ArrayList<>();
        List<Gap> put = new ArrayList<>();
        for (String cell : Arrays.asList(cells).subList(11, cells.length)) {
            if (cell.startsWith("-")) {
                gone.add(Long.parseLong(cell.substring(1)));
            } else {
                put.add(gap(cell.split(":", -1)));
            }
        }
        return new Changes(standing, gone, put, new TreeMap<>());
    }

    private static Gap gap(String[] parts) {
        return new Gap(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])),
                parts.length > 3 ? Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[3]))) : Optional.empty());
    }
}
