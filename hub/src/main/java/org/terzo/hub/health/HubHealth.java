package org.terzo.hub.health;

import java.util.List;
import java.util.Optional;
import org.terzo.hub.history.History;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.broker.BrokerConnection;
import org.terzo.hub.live.LiveSites;
import org.terzo.wire.WireTime;

/// How each part of the hub is. Broker, journal, history or live view down turn the whole down; a lost gateway is told, but it is not the hub's.
public final class HubHealth {
    private final String brokerUrl;
    private final BrokerConnection broker;
    private final Intake intake;
    private final HistoryShipper shipper;
    private final History history;
    private final LiveSites live;
    private final GatewayStates gateways;

    public HubHealth(
            String brokerUrl,
            BrokerConnection broker,
            Intake intake,
            HistoryShipper shipper,
            History history,
            LiveSites live,
            GatewayStates gateways) {
        this.brokerUrl = brokerUrl;
        this.broker = broker;
        this.intake = intake;
        this.shipper = shipper;
        this.history = history;
        this.live = live;
        this.gateways = gateways;
    }

    HealthJson all() {
        BrokerConnection.State state = broker.state();
        return HealthJson.of(new HealthJson.Details(
                HealthJson.Broker.of(state.connected() ? Optional.empty() : Optional.of(brokerUrl + ": " + state.detail()), broker.refused()),
                journal(),
                HealthJson.Store.of(shipper.failure(), shipper.pending(), history.describe(), shipper.setAside()),
                HealthJson.Part.of(live.fault()),
                HealthJson.Gateways.of(gateways())));
    }

    HealthJson.Journal journal() {
        return HealthJson.Journal.of(intake.failure(), intake.waiting(), intake.faults());
    }

    private List<HealthJson.Gateway> gateways() {
        return gateways.all().stream()
                .map(each -> new HealthJson.Gateway(
                        each.site().value(),
                        each.gateway().value(),
                        each.state(),
                        each.lastHeard().map(WireTime::text).orElse(null),
                        each.clockWrong() ? "wrong" : "ok",
                        gateways.isUsedTwice(each.site(), each.gateway()) ? "used twice" : "ok"))
                .toList();
    }
}
