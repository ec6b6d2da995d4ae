package org.terzo.wire;

/// Batches to and from JSON, wire.md section 3.
public final class BatchCodec {
    private BatchCodec() {}

    public static byte[] encode(ObservationBatch batch) {
        throw new UnsupportedOperationException();
    }

    /// A batch whose single records cannot be taken is still valid: they are `LogRecord.Unreadable`.
    public static Decoded<ObservationBatch> decode(byte[] payload) {
        throw new UnsupportedOperationException();
    }
}
