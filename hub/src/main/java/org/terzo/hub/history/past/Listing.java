package org.terzo.hub.history.past;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer: its JSON, the same items as lines of a table, and where the next page begins.
record Listing(Object json, List<String> columns, List<? extends PastJson.Item> items, Optional<String> next) {
    /// RFC 4180: a line of names, then a line for each item; a member that an item does not have is empty.
    String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns));
        items.forEach(item -> lines.add(item.cells().stream().map(Listing::cell).collect(Collectors.joining(","))));
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
