package org.terzo.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Desk and zone reports to JSON, wire.md section 6.
public final class ReportCodec {
    private ReportCodec() {}

    /// Writes the members of one object.
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] encode(DeskReport report) {
        return object(json -> {
            json.writeStringField("desk", report.desk().value());
            json.writeStringField("zone", report.zone().value());
            json.writeStringField("state", report.state());
            json.writeStringField("since", WireTime.text(report.since()));
            json.writeNumberField("confidence", Math.round(report.confidence() * 1000) / 1000.0);
            json.writeStringField("reason", report.reason());
            json.writeStringField("observedAt", WireTime.text(report.observedAt()));
            json.writeStringField("validUntil", WireTime.text(report.validUntil()));
        });
    }

    public static byte[] encode(ZoneReport report) {
        return object(json -> {
            json.writeStringField("zone", report.zone().value());
            json.writeObjectFieldStart("headcount");
            writeInterval(json, report.headcount());
            json.writeEndObject();
            json.writeNumberField("capacity", report.capacity());
            json.writeStringField("observedAt", WireTime.text(report.observedAt()));
            json.writeStringField("validUntil", WireTime.text(report.validUntil()));
        });
    }

    private static void writeInterval(JsonGenerator json, Optional<ZoneReport.Interval> headcount) throws IOException {
        if (headcount.isPresent()) {
            json.writeNumberField("low", headcount.get().low());
            json.writeNumberField("best", headcount.get().best());
            json.writeNumberField("high", headcount.get().high());
        } else {
            json.writeNullField("low");
            json.writeNullField("best");
            json.writeNullField("high");
        }
    }

    private static byte[] object(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
