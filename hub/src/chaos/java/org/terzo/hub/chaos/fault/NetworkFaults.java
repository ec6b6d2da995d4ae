package org.terzo.hub.chaos.fault;

import java.util.function.Function;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.proxy.FaultProxy;
import org.terzo.hub.chaos.proxy.Flow;

/// What can happen to a network.
///
/// @param network whose, for a fault
record NetworkFaults(Function<PlannedFault, FaultProxy> network) {
    private static final Flow OPEN = new Flow.Open();

    Act cutOff() {
        return fault -> {
            network.apply(fault).cut();
            Thread.sleep(fault.length());
            network.apply(fault).heal();
            return "";
        };
    }

    /// What it says does not arrive.
    Act notHeard() {
        return during(new Flow.Stalled(), OPEN);
    }

    Act hearsNothing() {
        return during(OPEN, new Flow.Stalled());
    }

    /// What was said meanwhile has vanished, and the connections over which it was said stay dead.
    Act halfOpen() {
        return during(new Flow.Swallowed(), new Flow.Swallowed());
    }

    Act slow(int bytesASecond) {
        return during(new Flow.Slow(bytesASecond), new Flow.Slow(bytesASecond));
    }

    /// @param towardsTarget after how many bytes to the target
    /// @param back after how many bytes of its answers
    Act resetInMessage(int towardsTarget, int back) {
        return during(new Flow.BrokenAfter(towardsTarget), new Flow.BrokenAfter(back));
    }

    private Act during(Flow towardsTarget, Flow back) {
        return fault -> {
            network.apply(fault).flow(towardsTarget, back);
            Thread.sleep(fault.length());
            network.apply(fault).heal();
            return "";
        };
    }
}
