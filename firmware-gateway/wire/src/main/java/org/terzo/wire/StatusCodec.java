package org.terzo.wire;

/// Statuses to and from JSON, wire.md section 5.
public final class StatusCodec {
    private StatusCodec() {}

    public static byte[] encode(GatewayStatus status) {
        throw new UnsupportedOperationException();
    }

    public static Decoded<GatewayStatus> decode(byte[] payload) {
        throw new UnsupportedOperationException();
    }
}
