package org.terzo.hub.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
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

    @Serdeable
    record SequenceLedger(List<Gateway> gateways) {}

    /// @param rejected how many were refused, by reason
    @Serdeable
    record Gateway(String gateway, Map<String, Long> rejected, List<Log> logs) {}

    /// What came of the numbers of one log.
    ///
    /// @param began when its first number came, to the hour once that is a day ago; null where none did
    /// @param moreGaps true where there are more gaps than are listed; otherwise left out
    @Serdeable
    record Log(
            String log,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String began,
            long through,
            long received,
            long duplicates,
            long late,
            long dropped,
            List<GapJson> gaps,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean moreGaps) {
        static Log of(LogAnswer log) {
            Counts counts = log.counts();
            return new Log(
                    log.log().log().value(),
                    log.began().map(WireTime::text).orElse(null),
                    log.through(),
                    counts.received(),
                    counts.duplicates(),
                    counts.late(),
                    counts.dropped(),
                    log.gaps().stream().limit(MOST_GAPS).map(GapJson::of).toList(),
                    log.gaps().size() > MOST_GAPS ? true : null);
        }
    }

    /// Numbers that did not come, ends included.
    ///
    /// @param closed null while it is open
    @Serdeable
    @Schema(name = "LedgerController.Gap")
    record GapJson(long from, long to, String noticed, @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String closed) {
        static GapJson of(Gap gap) {
            return new GapJson(gap.from(), gap.to(), WireTime.text(gap.noticed()), gap.closed().map(WireTime::text).orElse(null));
        }
    }

    /// With `from` or `to`, what arrived in that time: exact for a day, by the hour before that.
    @Get
    SequenceLedger ledger(SiteId site, @QueryValue @Nullable Instant from, @QueryValue @Nullable Instant to) throws IOException {
        TimeRange range = new TimeRange(Optional.ofNullable(from), Optional.ofNullable(to));
        Map<String, Map<String, Long>> rejected = journal.answers().rejected(site, range);
        TreeMap<String, List<LogAnswer>> logs = new TreeMap<>();
        rejected.keySet().forEach(gateway -> logs.put(gateway, List.of()));
        for (LogAnswer log : journal.answers().logs(site, range, MOST_GAPS + 1)) {
            logs.merge(log.log().gateway().value(), List.of(log), LedgerController::both);
        }
        return new SequenceLedger(logs.entrySet().stream()
                .map(each -> new Gateway(each.getKey(), rejected.getOrDefault(each.getKey(), Map.of()), each.getValue().stream().map(Log::of).toList()))
                .toList());
    }

    private static List<LogAnswer> both(List<LogAnswer> some, List<LogAnswer> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
