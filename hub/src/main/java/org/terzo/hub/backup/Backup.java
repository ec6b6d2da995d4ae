package org.terzo.hub.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.terzo.hub.sqlite.SqliteFile;

/// A folder with a copy of a hub's data folder. It is there whole or not at all.
public final class Backup {
    static final String MANIFEST = "terzo-backup.txt";
    public static final String JOURNAL = "journal.sqlite";
    public static final String REGISTRY = "registry.sqlite";
    public static final String HISTORY = "history.duckdb";

    private Backup() {}

    /// Copies the history, or says where it is.
    public interface HistoryCopy {
        /// One line for the manifest.
        String into(Path folder) throws IOException;
    }

    /// Why nothing can be written there; empty when it can.
    public static List<String> mistakes(Path to) throws IOException {
        if (!Files.exists(to)) {
            return List.of();
        }
        if (!Files.isDirectory(to)) {
            return List.of("--to: %s is a file".formatted(to));
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(to)) {
            boolean isEmpty = !inside.iterator().hasNext();
            return isEmpty ? List.of() : List.of("--to: %s is not empty; a backup wants a folder of its own".formatted(to));
        }
    }

    /// The journal goes first: history may be ahead of it, never behind, and the registry knows every revision that the journal names.
    ///
    /// @param to must not be there, or be empty
    public static void write(Path data, Path to, Instant now, HistoryCopy history) throws IOException {
        List<String> mistakes = mistakes(to);
        if (!mistakes.isEmpty()) {
            throw new IOException(mistakes.getFirst());
        }
        Path part = to.resolveSibling(to.getFileName() + ".part");
        delete(part);
        Files.createDirectories(part);
        SqliteFile.copy(data.resolve(JOURNAL), part.resolve(JOURNAL));
        String store = history.into(part);
        SqliteFile.copy(data.resolve(REGISTRY), part.resolve(REGISTRY));
        Files.write(part.resolve(MANIFEST), List.of("terzo backup 1", "at " + now, "history " + store));
        Files.deleteIfExists(to);
        Files.move(part, to);
    }

    /// While no hub runs in the folder nothing changes there, so history is copied as the files it is.
    public static String copyStill(Path data, Path to) throws IOException {
        for (String each : List.of(HISTORY, HISTORY + ".wal")) {
            if (Files.exists(data.resolve(each))) {
                Files.copy(data.resolve(each), to.resolve(each));
            }
        }
        return Files.exists(to.resolve(HISTORY)) ? HISTORY : "is not in this folder";
    }

    /// What a backup that was cut off left behind; it holds files only.
    private static void delete(Path part) throws IOException {
        if (!Files.exists(part)) {
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(part)) {
            for (Path each : inside) {
                Files.delete(each);
            }
        }
        Files.delete(part);
    }
}
