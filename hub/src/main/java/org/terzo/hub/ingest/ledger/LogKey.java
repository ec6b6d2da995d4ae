package org.terzo.hub.ingest.ledger;

import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// One life of one gateway's outbox.
public record LogKey(SiteId site, GatewayId gateway, LogId log) {}
