package org.terzo.gateway.sensor;

import java.util.List;
import java.util.Optional;
import org.terzo.wire.LogRecord;

/// Where inputs put what they have seen, in order.
@FunctionalInterface
public interface RecordSink {
    /// Waits while there is no room.
    ///
    /// @param bookmark where the inputs go on after a restart; committed together with the records
    void put(List<? extends LogRecord> records, Optional<String> bookmark) throws InterruptedException;
}
