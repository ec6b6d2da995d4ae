package org.terzo.wire;

/// One record of a log to and from JSON, as it stands in a batch.
public final class RecordCodec {
    private RecordCodec() {}

    public static String encode(LogRecord logRecord) {
        throw new UnsupportedOperationException();
    }

    public static LogRecord decode(String json) {
        throw new UnsupportedOperationException();
    }
}
