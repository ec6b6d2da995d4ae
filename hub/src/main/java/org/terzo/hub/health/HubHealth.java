package org.terzo.hub.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.history.History;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.broker.BrokerConnection;

/// How each part of the hub is. Broker, journal or history down turn the whole down; a lost gateway is told, but it is not the hub's.
public final class HubHealth {
    static final String UP = "UP";
    static final String DOWN = "DOWN";

    private final BrokerConnection broker;
    private final Intake intake;
    private final HistoryShipper shipper;
    private final History history;
    private final GatewayStates gateways;

    public HubHealth(BrokerConnection broker, Intake intake, HistoryShipper shipper, History history, GatewayStates gateways) {
        this.broker = broker;
        this.intake = intake;
        this.shipper = shipper;
        this.history = history;
        this.gateways = gateways;
    }

    Map<String, Object> all() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("broker", broker());
        details.put("journal", journal());
        details.put("history", history());
        details.put("gateways", gateways());
        boolean isDown = details.values().stream().anyMatch(part -> part instanceof Map<?, ?> map && DOWN.equals(map.get("status")));
        return Map.of("status", isDown ? DOWN : UP, "details", details);
    }

    Map<String, Object> journal() {
        return part(intake.failure(), Map.of("waiting", intake.waiting(), "faults", intake.faults()));
    }

    private Map<String, Object> broker() {
        BrokerConnection.State state = broker.state();
        return part(state.connected() ? Optional.empty() : Optional.of(state.detail()), Map.of("refused", broker.refused()));
    }

    private Map<String, Object> history() {
        return part(shipper.failure(), Map.of("pending", shipper.pending(), "store", history.describe()));
    }

    private Map<String, Object> gateways() {
        Map<String, Object> states = new LinkedHashMap<>();
        gateways.all().forEach(gateway -> states.put(
                gateway.site() + "/" + gateway.gateway(),
                Map.of(
                        "state", gateway.state(),
                        "lastHeard", gateway.lastHeard().map(Object::toString).orElse("never"),
                        "clock", gateway.clockWrong() ? "wrong" : "ok")));
        return part(Optional.empty(), states);
    }

    private static Map<String, Object> part(Optional<String> failure, Map<String, Object> facts) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("status", failure.isPresent() ? DOWN : UP);
        failure.ifPresent(cause -> part.put("cause", cause));
        part.putAll(facts);
        return part;
    }
}
