package org.terzo.hub.chaos.bug;

import java.util.Optional;

/// Between broker and hub: a hub that gives its receipt for what it has heard, not for what it has on disk.
public final class ReceiptBeforeCommit implements Tampering {
    @Override
    public Passed towardsBroker(byte[] packet) {
        return Passed.untouched(packet);
    }

    @Override
    public Passed fromBroker(byte[] packet) {
        return SentBatch.in(packet, Optional.empty()).map(batch -> new Passed(packet, batch.receipt())).orElseGet(() -> Passed.untouched(packet));
    }
}
