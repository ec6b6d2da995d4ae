package org.terzo.hub.ingest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.terzo.hub.ingest.journal.Journal.LogKey;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;

/// The proof that nothing was lost, and what was refused.
@Controller("/api/v1")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LedgerController {
    private static final int PAGE = 1_000;

    private final Intake intake;
    private final Journal journal;
    private final GatewayStates gateways;

    LedgerController(Intake intake, Journal journal, GatewayStates gateways) {
        this.intake = intake;
        this.journal = journal;
        this.gateways = gateways;
    }

    @Get("/sites/{site}/sequence-ledger")
    Map<String, Object> ledger(SiteId site) throws IOException {
        Map<LogKey, LogLedger> ledgers = intake.ledgers();
        Map<String, Map<String, Long>> rejected = journal.rejected(site);
        TreeSet<String> names = new TreeSet<>(rejected.keySet());
        ledgers.keySet().stream().filter(key -> key.site().equals(site)).forEach(key -> names.add(key.gateway().value()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("gateway", name);
            row.put("rejected", rejected.getOrDefault(name, Map.of()));
            row.put(
                    "logs",
                    ledgers.entrySet().stream()
                            .filter(each -> each.getKey().site().equals(site) && each.getKey().gateway().value().equals(name))
                            .map(each -> json(each.getKey(), each.getValue()))
                            .toList());
            rows.add(row);
        }
        return Map.of("gateways", rows);
    }

    @Get("/rejections")
    Map<String, Object> rejections(@QueryValue @Nullable Long cursor) throws IOException {
        List<Rejection> page = journal.rejections(Optional.ofNullable(cursor).orElse(Long.MAX_VALUE), PAGE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("rejections", page.stream().map(LedgerController::json).toList());
        if (page.size() == PAGE) {
            answer.put("next", Long.toString(page.getLast().id()));
        }
        return answer;
    }

    @Get("/gateways")
    Map<String, Object> gateways() {
        return Map.of("gateways", gateways.all().stream().map(LedgerController::json).toList());
    }

    private static Map<String, Object> json(LogKey key, LogLedger ledger) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("log", key.log().value());
        json.put("through", ledger.through());
        json.put("received", ledger.counts().received());
        json.put("duplicates", ledger.counts().duplicates());
        json.put("late", ledger.counts().late());
        json.put("dropped", ledger.counts().dropped());
        json.put("gaps", ledger.gaps().stream().map(LedgerController::json).toList());
        return json;
    }

    private static Map<String, Object> json(LogLedger.Gap gap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", gap.from());
        json.put("to", gap.to());
        json.put("noticed", WireTime.text(gap.noticed()));
        json.put("closed", gap.closed().map(WireTime::text).orElse(null));
        return json;
    }

    private static Map<String, Object> json(Rejection rejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(rejection.id()));
        json.put("at", WireTime.text(rejection.at()));
        json.put("site", rejection.site());
        json.put("gateway", rejection.gateway());
        json.put("topic", rejection.topic());
        json.put("reason", rejection.reason());
        json.put("detail", rejection.detail());
        json.put("payload", rejection.payload());
        return json;
    }

    private static Map<String, Object> json(GatewayStates.GatewayState gateway) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gateway", gateway.gateway().value());
        json.put("site", gateway.site().value());
        json.put("state", gateway.state());
        json.put("lastHeard", gateway.lastHeard().map(WireTime::text).orElse(null));
        json.put("pending", gateway.pending().isPresent() ? gateway.pending().getAsLong() : null);
        json.put("version", gateway.version());
        json.put("wiring", gateway.wiring().isPresent() ? gateway.wiring().getAsInt() : null);
        return json;
    }
}
