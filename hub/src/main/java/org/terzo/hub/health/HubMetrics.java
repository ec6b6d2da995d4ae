package org.terzo.hub.health;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.terzo.hub.health.Metric.Sample;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.LogStanding;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;

/// The hub's figures: how its parts are, and per gateway what the sequence ledger counts. Nothing is kept for them; they are read when asked.
public final class HubMetrics {
    private final HubHealth health;
    private final Journal journal;
    private final SiteRegistry sites;

    public HubMetrics(HubHealth health, Journal journal, SiteRegistry sites) {
        this.health = health;
        this.journal = journal;
        this.sites = sites;
    }

    List<Metric> now() throws IOException {
        List<Metric> all = new ArrayList<>();
        HealthJson.Details now = health.all().details();
        all.addAll(parts(now));
        all.addAll(gateways(now.gateways().gateways()));
        all.addAll(ledger());
        all.add(rejected());
        return all;
    }

    private static List<Metric> parts(HealthJson.Details now) {
        return List.of(
                Metric.gauges("terzo_up", "1 where a part of the hub works, 0 where /health says why it does not", List.of(
                        up("broker", now.broker().status()),
                        up("journal", now.journal().status()),
                        up("history", now.history().status()),
                        up("live", now.live().status()))),
                Metric.counter("terzo_broker_refused", "Publications of the hub that the broker did not take", now.broker().refused()),
                Metric.gauge("terzo_journal_waiting_messages", "Messages that are not on disk yet", now.journal().waiting()),
                Metric.counter("terzo_journal_faults", "Messages that met a bug of the hub and were dropped", now.journal().faults()),
                Metric.gauge("terzo_history_pending_entries", "Entries of the journal that are not in the store yet, and desks and zones whose history is in doubt", now.history().pending()),
                Metric.counter("terzo_history_set_aside", "Points that the store refused for good", now.history().setAside()));
    }

    private static Sample up(String part, String status) {
        return new Sample(Map.of("part", part), status.equals(HealthJson.UP) ? 1 : 0);
    }

    private static List<Metric> gateways(List<HealthJson.Gateway> gateways) {
        return List.of(
                gateways("terzo_gateway_ready", "1 where a gateway is heard", gateways, each -> each.state().equals("ready")),
                gateways("terzo_gateway_clock_wrong", "1 where its clock is more than 10 minutes off", gateways, each -> each.clock().equals("wrong")),
                gateways("terzo_gateway_id_used_twice", "1 where two programs speak under its id", gateways, each -> !each.id().equals("ok")),
                Metric.gauges("terzo_gateway_last_heard_timestamp_seconds", "When a gateway was last heard", gateways.stream()
                        .flatMap(each -> Stream.ofNullable(each.lastHeard()).map(at -> new Sample(labels(each), seconds(at))))
                        .toList()));
    }

    private static Metric gateways(String name, String help, List<HealthJson.Gateway> gateways, Predicate<HealthJson.Gateway> is) {
        return Metric.gauges(name, help, gateways.stream().map(each -> new Sample(labels(each), is.test(each) ? 1 : 0)).toList());
    }

    private static Map<String, String> labels(HealthJson.Gateway gateway) {
        return labels(gateway.site(), gateway.gateway());
    }

    private static Map<String, String> labels(String site, String gateway) {
        return Map.of("site", site, "gateway", gateway);
    }

    private static long seconds(String at) {
        return Instant.parse(at).getEpochSecond();
    }

    private List<Metric> ledger() throws IOException {
        Map<Map<String, String>, Counts> counts = new LinkedHashMap<>();
        Map<Map<String, String>, Long> missing = new LinkedHashMap<>();
        for (Site site : sites.sites()) {
            for (LogStanding log : journal.answers().standings(site.id())) {
                Map<String, String> gateway = labels(site.id().value(), log.log().gateway().value());
                counts.merge(gateway, log.counts(), Counts::plus);
                missing.merge(gateway, log.missing(), Long::sum);
            }
        }
        return List.of(
                counted("terzo_observations_received", "Observations that a gateway delivered and the hub has on disk", counts, Counts::received),
                counted("terzo_observations_duplicate", "Observations that came again and were counted once", counts, Counts::duplicates),
                counted("terzo_observations_late", "Observations that came behind a higher number of their log", counts, Counts::late),
                counted("terzo_observations_dropped", "Observations that a gateway lost itself and said so", counts, Counts::dropped),
                Metric.gauges("terzo_observations_missing", "Numbers in open gaps of the sequence ledger", missing.entrySet().stream()
                        .map(each -> new Sample(each.getKey(), each.getValue()))
                        .toList()));
    }

    private static Metric counted(String name, String help, Map<Map<String, String>, Counts> counts, ToLongFunction<Counts> part) {
        return Metric.counters(name, help, counts.entrySet().stream()
                .map(each -> new Sample(each.getKey(), part.applyAsLong(each.getValue())))
                .toList());
    }

    private Metric rejected() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Site site : sites.sites()) {
            journal.answers().rejected(site.id(), TimeRange.ALWAYS).forEach((gateway, reasons) -> reasons.forEach((reason, number) ->
                    samples.add(new Sample(Map.of("site", site.id().value(), "gateway", gateway, "reason", reason), number))));
        }
        return Metric.counters("terzo_rejected", "Messages and records that were refused", samples);
    }
}
