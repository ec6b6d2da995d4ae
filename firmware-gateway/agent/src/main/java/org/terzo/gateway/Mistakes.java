package org.terzo.gateway;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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

    /// Why a file cannot be read or written, in words.
    static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "is no folder";
            case FileAlreadyExistsException _ -> "is no folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failed.getMessage());
        };
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
