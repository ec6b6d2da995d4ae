package org.terzo.hub.sqlite;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How a file was found.
public sealed interface Found {
    /// Nothing is wrong with it, or it is new.
    record Whole() implements Found {}

    /// It was damaged: what could be read stands in a new file, and the damaged one is kept beside it.
    ///
    /// @param kept rows that were taken over, by table
    /// @param cut tables of which rows may be missing
    record Salvaged(Path file, Path aside, String damage, Map<String, Long> kept, Set<String> cut) implements Found {
        public Salvaged {
            kept = Map.copyOf(kept);
            cut = Set.copyOf(cut);
        }

        /// One line for the log.
        public String line() {
            String tables = new TreeMap<>(kept)
                    .entrySet().stream()
                            .map(each -> "%s %s%s".formatted(each.getKey(), Long.toString(each.getValue()), cut.contains(each.getKey()) ? " (cut)" : ""))
                            .collect(Collectors.joining(", "));
            return "%s: was damaged (%s); rows that could be read: %s; the damaged file is kept as %s".formatted(file, damage, tables, aside.getFileName());
        }
    }
}
