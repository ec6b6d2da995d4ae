package org.terzo.hub.history.past;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer: a list under its name, what stands before and behind it, and where the next page begins.
///
/// @param columns the members of the items, in the order of a table
record Listing(
        Map<String, @Nullable Object> head,
        String member,
        List<String> columns,
        List<Map<String, @Nullable Object>> items,
        Map<String, @Nullable Object> foot,
        Optional<String> next) {
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(head);
        json.put(member, items);
        json.putAll(foot);
        next.ifPresent(cursor -> json.put("next", cursor));
        return json;
    }

    /// RFC 4180: a line of names, then a line for each item; a member that an item does not have is empty.
    String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns));
        items.forEach(item -> lines.add(columns.stream().map(column -> cell(item.get(column))).collect(Collectors.joining(","))));
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
