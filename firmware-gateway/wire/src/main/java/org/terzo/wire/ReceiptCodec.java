package org.terzo.wire;

/// Receipts to and from JSON, wire.md section 4.
public final class ReceiptCodec {
    private ReceiptCodec() {}

    public static byte[] encode(Receipt receipt) {
        throw new UnsupportedOperationException();
    }

    public static Decoded<Receipt> decode(byte[] payload) {
        throw new UnsupportedOperationException();
    }
}
