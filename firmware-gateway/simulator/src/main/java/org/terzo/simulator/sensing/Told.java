package org.terzo.simulator.sensing;

import java.time.Instant;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;

/// A record in a gateway's log.
///
/// @param truly when it was noted; its own time is what the gateway's clock said
public record Told(Instant truly, GatewayId gateway, LogRecord record) {}
