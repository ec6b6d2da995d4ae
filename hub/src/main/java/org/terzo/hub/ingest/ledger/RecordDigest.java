package org.terzo.hub.ingest.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.terzo.wire.LogRecord;
import org.terzo.wire.RecordCodec;

/// Eight bytes that tell a record from a different one (64-bit FNV-1a of its JSON); 0 stands for a record that was not new.
public final class RecordDigest {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private RecordDigest() {}

    public static long of(LogRecord content) {
        long hash = OFFSET;
        for (byte each : RecordCodec.encode(content).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return hash == 0 ? 1 : hash;
    }

    public static Optional<Long> at(byte[] digests, long index) {
        if (index < 0 || index >= digests.length / Long.BYTES) {
            return Optional.empty();
        }
        long digest = ByteBuffer.wrap(digests).getLong(Math.toIntExact(index * Long.BYTES));
        return digest == 0 ? Optional.empty() : Optional.of(digest);
    }
}
