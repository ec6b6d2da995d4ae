package org.terzo.gateway.uplink;

import org.terzo.wire.Command;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.Reply;

/// What the gateway says of itself, unasked and asked.
public interface Answers {
    GatewayStatus status(State state);

    /// Does what is asked if it can; must not block for long.
    Reply reply(Command command);
}
