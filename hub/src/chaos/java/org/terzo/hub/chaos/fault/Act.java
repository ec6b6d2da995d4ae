package org.terzo.hub.chaos.fault;

import java.io.IOException;
import org.terzo.hub.chaos.plan.PlannedFault;

/// Does one kind of fault, from its beginning until nothing holds the system back any more.
interface Act {
    /// What there is to say of it; empty when nothing is.
    String run(PlannedFault fault) throws IOException, InterruptedException;
}
