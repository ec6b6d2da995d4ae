package org.terzo.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.StatusCodec;

/// One gateway of a load: what it sends, and which of it has a receipt.
final class LoadGateway {
    private final String receiptTopic;
    private final byte[] observationsTopic;
    private final byte[] statusTopic;
    private final LoadFigures figures;
    private final ReceiptLedger ledger;

    LoadGateway(SiteId site, GatewayId gateway, LogId log, LoadFigures figures) {
        this.receiptTopic = new GatewayTopic(site, gateway, GatewayTopic.Kind.RECEIPT).toString();
        this.observationsTopic = bytes(new GatewayTopic(site, gateway, GatewayTopic.Kind.OBSERVATIONS));
        this.statusTopic = bytes(new GatewayTopic(site, gateway, GatewayTopic.Kind.STATUS));
        this.figures = figures;
        this.ledger = new ReceiptLedger(log, figures);
    }

    private static byte[] bytes(GatewayTopic topic) {
        return topic.toString().getBytes(StandardCharsets.UTF_8);
    }

    String receiptTopic() {
        return receiptTopic;
    }

    void send(ObservationBatch batch, MqttLine line) throws CommandFailure, InterruptedException {
        byte[] payload = BatchCodec.encode(batch);
        ledger.sent(batch.last(), System.nanoTime());
        line.publish(observationsTopic, payload, false, true);
        figures.sent(batch.records().size());
    }

    void say(GatewayStatus.State state, Instant now, MqttLine line) throws CommandFailure, InterruptedException {
        line.publish(statusTopic, StatusCodec.encode(GatewayStatus.bare(state, now, "load", "load")), true, false);
    }

    void receive(byte[] payload) {
        if (ReceiptCodec.decode(payload) instanceof Decoded.Valid<Receipt>(Receipt receipt)) {
            ledger.receive(receipt, System.nanoTime());
        }
    }
}
