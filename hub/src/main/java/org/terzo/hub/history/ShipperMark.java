package org.terzo.hub.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.wire.SiteId;

/// Up to where the journal is in history, and what the trackers knew there. One mark, saved as a whole.
record ShipperMark(long position, Map<SiteId, String> trackers) {
    private static final String READER = "history";

    ShipperMark {
        trackers = Map.copyOf(trackers);
    }

    static ShipperMark load(Journal journal) throws IOException {
        String text = journal.mark(READER).orElse("0");
        Map<SiteId, String> trackers = new HashMap<>();
        String[] lines = text.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(" ", -1);
            trackers.put(new SiteId(cells[0]), unpacked(cells[1]));
        }
        return new ShipperMark(Long.parseLong(lines[0]), trackers);
    }

    /// The checkpoints up to the mark are saved with it.
    static void save(Journal journal, long position, Map<SiteId, String> trackers, Checkpoints.Unsaved checkpoints) throws IOException {
        StringBuilder text = new StringBuilder(Long.toString(position));
        for (Map.Entry<SiteId, String> tracker : trackers.entrySet()) {
            text.append('\n').append(tracker.getKey()).append(' ').append(packed(tracker.getValue()));
        }
        Map<String, String> marks = new HashMap<>(checkpoints.states());
        marks.put(READER, text.toString());
        journal.saveMarks(marks, checkpoints.forgotten());
    }

    /// Compressed: after a burst a tracker's text has many megabytes.
    private static String packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Base64.getEncoder().wrap(packed)), StandardCharsets.UTF_8)) {
            out.write(text);
        }
        return packed.toString(StandardCharsets.US_ASCII);
    }

    /// Also of marks that were written before they were packed.
    private static String unpacked(String cell) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(cell);
        if (!isCompressed(bytes)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isCompressed(byte[] bytes) {
        return bytes.length >= Short.BYTES && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort() == (short) GZIPInputStream.GZIP_MAGIC;
    }
}
