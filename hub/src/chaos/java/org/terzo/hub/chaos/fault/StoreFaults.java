package org.terzo.hub.chaos.fault;

import java.io.IOException;
import java.util.Map;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.proxy.Trouble;
import org.terzo.hub.chaos.stage.Stage;

/// What can happen to the store.
final class StoreFaults {
    private final Stage stage;

    StoreFaults(Stage stage) {
        this.stage = stage;
    }

    void addTo(Map<FaultKind, Act> acts) {
        NetworkFaults network = new NetworkFaults(_ -> stage.storeNetwork());
        acts.put(FaultKind.STORE_KILLED, this::killed);
        acts.put(FaultKind.STORE_STOPPED, new ProgramFaults("store", _ -> stage.store().program()).stopped());
        acts.put(FaultKind.STORE_CUT_OFF, network.cutOff());
        acts.put(FaultKind.STORE_HALF_OPEN, network.halfOpen());
        acts.put(FaultKind.STORE_RESET_IN_MESSAGE, network.resetInMessage(3_000, 200));
        acts.put(FaultKind.STORE_SLOW, says(Trouble.SLOW));
        acts.put(FaultKind.STORE_SAYS_429, says(Trouble.TOO_MANY_REQUESTS));
        acts.put(FaultKind.STORE_SAYS_500, says(Trouble.INTERNAL_ERROR));
        acts.put(FaultKind.STORE_SAYS_503, says(Trouble.UNAVAILABLE));
        acts.put(FaultKind.STORE_WRITES_HALF, says(Trouble.HALF_WRITTEN));
        acts.put(FaultKind.STORE_WRITES_AND_DENIES, says(Trouble.WRITTEN_AND_DENIED));
        acts.put(FaultKind.STORE_PARTIAL_WRITE, says(Trouble.PARTIAL_WRITE));
    }

    private String killed(PlannedFault fault) throws IOException, InterruptedException {
        stage.store().program().kill();
        Thread.sleep(fault.length());
        stage.store().launch();
        return "";
    }

    private Act says(Trouble trouble) {
        return fault -> {
            long before = stage.troubledStore().troubled();
            stage.troubledStore().set(trouble);
            Thread.sleep(fault.length());
            stage.troubledStore().set(Trouble.NONE);
            return "%s writes met it".formatted(Long.toString(stage.troubledStore().troubled() - before));
        };
    }
}
