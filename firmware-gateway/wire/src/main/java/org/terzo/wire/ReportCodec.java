package org.terzo.wire;

/// Desk and zone reports to JSON, wire.md section 6.
public final class ReportCodec {
    private ReportCodec() {}

    public static byte[] encode(DeskReport report) {
        throw new UnsupportedOperationException();
    }

    public static byte[] encode(ZoneReport report) {
        throw new UnsupportedOperationException();
    }
}
