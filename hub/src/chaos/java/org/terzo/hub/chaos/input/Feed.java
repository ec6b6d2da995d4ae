package org.terzo.hub.chaos.input;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
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

    /// The row that happened at this time; negative when none did.
    public int at(long millis) {
        return Collections.binarySearch(rows, new Row(millis, "", "", ""), Comparator.comparingLong(Row::atMillis));
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
