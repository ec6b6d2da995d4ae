package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.e2e.MqttSocket;

/// What can happen to the broker, and what a broker can do to messages.
final class BrokerFaults {
    private static final int MOST_REPEATED = 500;

    private final Stage stage;
    private final Random random;

    BrokerFaults(Stage stage, Random random) {
        this.stage = stage;
        this.random = random;
    }

    void addTo(Map<FaultKind, Act> acts) {
        acts.put(FaultKind.BROKER_KILLED, this::killed);
        acts.put(FaultKind.BROKER_RESTARTED_WITH_SESSIONS, this::restarted);
        acts.put(FaultKind.BROKER_STOPPED, new ProgramFaults("broker", _ -> stage.broker().program()).stopped());
        acts.put(FaultKind.BROKER_LOST_ITS_QUEUE, this::lostItsQueue);
        acts.put(FaultKind.DELIVERED_AGAIN_IN_DISORDER, this::deliveredAgain);
    }

    private String killed(PlannedFault fault) throws IOException, InterruptedException {
        stage.broker().kill();
        stage.broker().forget();
        Thread.sleep(fault.length());
        stage.broker().start();
        return "without sessions and retained messages";
    }

    private String restarted(PlannedFault fault) throws IOException, InterruptedException {
        stage.broker().end();
        Thread.sleep(fault.length());
        stage.broker().start();
        return "";
    }

    /// While the hub does not listen, the broker acknowledges what gateways send; then it loses it all.
    private String lostItsQueue(PlannedFault fault) throws IOException, InterruptedException {
        stage.hub().program().pause();
        Thread.sleep(fault.length());
        stage.broker().kill();
        stage.broker().forget();
        stage.broker().start();
        stage.hub().program().resume();
        return "";
    }

    /// What gateways say meanwhile is said again, twice, in another order.
    private String deliveredAgain(PlannedFault fault) throws IOException, InterruptedException {
        List<Message> heard = Collections.synchronizedList(new ArrayList<>());
        try (MqttSocket ear = MqttSocket.connect(stage.broker().url(), "chaos-again", (topic, payload) -> heard.add(new Message(topic, payload)))) {
            ear.subscribe("terzo/v1/+/+/observations");
            Thread.sleep(fault.length());
        }
        List<Message> again = new ArrayList<>(heard.subList(0, Math.min(MOST_REPEATED, heard.size())));
        again.addAll(List.copyOf(again));
        Collections.shuffle(again, random);
        try (MqttSocket mouth = MqttSocket.connect(stage.broker().url(), "chaos-again", (_, _) -> {})) {
            for (Message message : again) {
                mouth.publish(message.topic, message.payload, false);
            }
            mouth.settle();
        }
        return "%s messages said again, twice".formatted(Integer.toString(again.size() / 2));
    }

    private record Message(String topic, byte[] payload) {}
}
