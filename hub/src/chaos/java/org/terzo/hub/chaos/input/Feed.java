package org.terzo.hub.chaos.input;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/// All that one gateway sees, in order of time, no two rows at the same time: its truth.
public record Feed(String gateway, List<Row> rows) {
    public Feed {
        rows = List.copyOf(rows);
    }

    public int observations() {
        return (int) rows.stream().filter(Row::isObservation).count();
    }

    /// From the first row to the last.
    public Duration span() {
        return Duration.ofMillis(rows.getLast().atMillis() - rows.getFirst().atMillis());
    }

    /// The row that happened at this time; -1 when none did.
    public int at(long millis) {
        int low = 0;
        int high = rows.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).atMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return rows.get(low).atMillis() == millis ? low : -1;
    }

    /// The rows from `first` on as a recorded file.
    ///
    /// @param without rows that are left out
    public Path write(Path file, int first, BitSet without) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            lines.write("at,sensor,reading,value\n");
            for (int row = first; row < rows.size(); row++) {
                if (!without.get(row)) {
                    lines.write(rows.get(row).text());
                    lines.write('\n');
                }
            }
        }
        return file;
    }
}
