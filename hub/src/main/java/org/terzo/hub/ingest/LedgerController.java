package org.terzo.hub.ingest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Gap;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;

/// The proof that nothing was lost: per gateway and log, what came of every number.
@Controller("/api/v1/sites/{site}/sequence-ledger")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LedgerController {
    /// Of each log the lowest gaps are listed up to this number; `moreGaps` says that there are others.
    private static final int MOST_GAPS = 10_000;

    private final Journal journal;

    LedgerController(Journal journal) {
        this.journal = journal;
    }

    /// With `from` or `to`, what arrived in that time: exact for a day, by the hour before that.
    @Get
    Map<String, Object> ledger(SiteId site, @QueryValue @Nullable Instant from, @QueryValue @Nullable Instant to) throws IOException {
        TimeRange range = new TimeRange(Optional.ofNullable(from), Optional.ofNullable(to));
        Map<String, Map<String, Long>> rejected = journal.answers().rejected(site, range);
        TreeMap<String, List<LogAnswer>> logs = new TreeMap<>();
        rejected.keySet().forEach(gateway -> logs.put(gateway, List.of()));
        for (LogAnswer log : journal.answers().logs(site, range, MOST_GAPS + 1)) {
            logs.merge(log.log().gateway().value(), List.of(log), LedgerController::both);
        }
        return Map.of(
                "gateways",
                logs.entrySet().stream()
                        .map(each -> gateway(each.getKey(), rejected.getOrDefault(each.getKey(), Map.of()), each.getValue()))
                        .toList());
    }

    private static List<LogAnswer> both(List<LogAnswer> some, List<LogAnswer> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Map<String, Object> gateway(String name, Map<String, Long> rejected, List<LogAnswer> logs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gateway", name);
        json.put("rejected", rejected);
        json.put("logs", logs.stream().map(LedgerController::log).toList());
        return json;
    }

    private static Map<String, Object> log(LogAnswer log) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("log", log.log().log().value());
        json.put("through", log.through());
        json.put("received", log.counts().received());
        json.put("duplicates", log.counts().duplicates());
        json.put("late", log.counts().late());
        json.put("dropped", log.counts().dropped());
        json.put("gaps", log.gaps().stream().limit(MOST_GAPS).map(LedgerController::gap).toList());
        if (log.gaps().size() > MOST_GAPS) {
            json.put("moreGaps", true);
        }
        return json;
    }

    private static Map<String, Object> gap(Gap gap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", gap.from());
        json.put("to", gap.to());
        json.put("noticed", WireTime.text(gap.noticed()));
        json.put("closed", gap.closed().map(WireTime::text).orElse(null));
        return json;
    }
}
