package org.terzo.hub.chaos.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.chaos.stage.GatewaySeat;
import org.terzo.hub.chaos.stage.Stage;
import org.terzo.hub.chaos.verdict.Ledger;

/// Waits until the hub is healthy and hears every gateway again that has something left to say.
final class Recovery {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Stage stage;
    private Optional<Ledger> last = Optional.empty();
    private String missing = "";

    Recovery(Stage stage) {
        this.stage = stage;
    }

    /// The ledger when it was last asked for.
    String ledger() {
        return last.map(Ledger::text).orElse("not asked yet");
    }

    /// What was waited for last.
    String missing() {
        return missing;
    }

    /// How long it took; empty when it is not well after minutes.
    Optional<Duration> await() throws InterruptedException {
        long began = System.nanoTime();
        Map<String, Long> heard = new HashMap<>();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            if (isWell(heard)) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - began));
            }
            Thread.sleep(100);
        }
        return Optional.empty();
    }

    /// True when every feed had come to its end when the ledger was last asked for.
    boolean isAllHeard() {
        return last.isPresent() && stage.gateways().stream().allMatch(gateway -> isAllHeard(gateway, last.get()));
    }

    private static boolean isAllHeard(GatewaySeat gateway, Ledger ledger) {
        return ledger.received(gateway.feed().gateway()) >= gateway.feed().observations() - gateway.atRisk().cardinality();
    }

    private boolean isWell(Map<String, Long> heard) throws InterruptedException {
        try {
            JsonNode health = JSON.readTree(stage.hub().web().raw("/health", false).body());
            Ledger ledger = Ledger.read(stage.hub().web());
            last = Optional.of(ledger);
            boolean isUp = health.path("status").asText().equals("UP");
            missing = isUp ? missing : health.path("details").toString();
            return goOn(ledger, heard) && isUp;
        } catch (IOException | AssertionError notYet) {
            missing = String.valueOf(notYet.getMessage());
            return false;
        }
    }

    private boolean goOn(Ledger ledger, Map<String, Long> heard) {
        boolean allGoOn = true;
        for (GatewaySeat gateway : stage.gateways()) {
            String name = gateway.feed().gateway();
            long received = ledger.received(name);
            heard.putIfAbsent(name, received);
            if (received <= heard.get(name) && !isAllHeard(gateway, ledger)) {
                missing = name;
                allGoOn = false;
            }
        }
        return allGoOn;
    }
}
