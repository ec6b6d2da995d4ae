package org.terzo.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The mistakes found in one configuration file, each one line: `file:line: thing: what is wrong with value`.
final class Mistakes {
    private final Path file;
    private final List<String> lines = new ArrayList<>();

    Mistakes(Path file) {
        this.file = file;
    }

    void add(int line, String thing, String message) {
        add(file, line, thing, message);
    }

    /// A mistake in a file that the configuration names.
    void add(Path where, int line, String thing, String message) {
        lines.add("%s:%d: %s: %s".formatted(where, line, thing, message));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
