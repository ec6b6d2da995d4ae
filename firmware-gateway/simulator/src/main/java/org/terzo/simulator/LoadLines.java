package org.terzo.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.SiteId;

/// The gateways of a load on their connections: gateway `g` is on line `g mod lines`.
final class LoadLines implements AutoCloseable {
    private final List<LoadGateway> gateways = new ArrayList<>();
    private final List<MqttLine> lines = new ArrayList<>();

    /// Connects all; what has been connected is closed again when one fails.
    static LoadLines open(URI url, SiteId site, int gateways, int connections, LogId log, LoadFigures figures) throws CommandFailure {
        LoadLines load = new LoadLines();
        for (int number = 0; number < gateways; number++) {
            load.gateways.add(new LoadGateway(site, LoadPlan.gateway(number), log, figures));
        }
        int lines = Math.min(gateways, connections);
        try {
            for (int line = 0; line < lines; line++) {
                Map<String, LoadGateway> carried = new HashMap<>();
                for (int number = line; number < gateways; number += lines) {
                    carried.put(load.gateways.get(number).receiptTopic(), load.gateways.get(number));
                }
                String client = "terzo-%s-load-line-%s".formatted(site, Integer.toString(line + 1));
                load.lines.add(MqttLine.open(url, client, List.copyOf(carried.keySet()), new Heard(carried, figures)));
            }
            return load;
        } catch (CommandFailure failed) {
            load.close();
            throw failed;
        }
    }

    private record Heard(Map<String, LoadGateway> gateways, LoadFigures figures) implements MqttLine.Listener {
        @Override
        public void heard(String topic, byte[] payload) {
            if (gateways.containsKey(topic)) {
                gateways.get(topic).receive(payload);
            }
        }

        @Override
        public void acknowledged(boolean accepted) {
            figures.acknowledged(accepted);
        }
    }

    void send(int gateway, ObservationBatch batch) throws CommandFailure, InterruptedException {
        gateways.get(gateway).send(batch, lineOf(gateway));
    }

    void sayAll(GatewayStatus.State state, Instant now) throws CommandFailure, InterruptedException {
        for (int gateway = 0; gateway < gateways.size(); gateway++) {
            gateways.get(gateway).say(state, now, lineOf(gateway));
        }
        flush();
    }

    private MqttLine lineOf(int gateway) {
        return lines.get(gateway % lines.size());
    }

    void flush() throws CommandFailure {
        for (MqttLine line : lines) {
            line.flush();
        }
    }

    @Override
    public void close() {
        lines.forEach(MqttLine::close);
    }
}
