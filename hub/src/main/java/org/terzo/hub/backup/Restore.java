package org.terzo.hub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Puts a backup into a data folder that holds nothing. The journal there has no head file beside it, so at its next start the hub takes
/// it for what it is, and asks the gateways for what they still hold.
public final class Restore {
    /// A log that stayed beside a file that was moved away would be played onto the restored one.
    private static final List<String> FILES = List.of(
            Backup.JOURNAL, Backup.JOURNAL + "-wal", Backup.REGISTRY, Backup.REGISTRY + "-wal", Backup.HISTORY, Backup.HISTORY + ".wal");

    private Restore() {}

    /// Every reason against it; empty when it can be done.
    public static List<String> mistakes(Path from, Path data) {
        List<String> mistakes = new ArrayList<>();
        if (!Files.isRegularFile(from.resolve(Backup.MANIFEST))) {
            mistakes.add("--from: %s is no backup: it has no %s".formatted(from, Backup.MANIFEST));
        }
        for (String each : FILES) {
            if (Files.exists(data.resolve(each))) {
                mistakes.add("--data: %s holds a %s already: move it away first".formatted(data, each));
            }
        }
        return mistakes;
    }

    public static void copy(Path from, Path data) throws IOException {
        Files.deleteIfExists(data.resolve(Backup.JOURNAL + "-head"));
        for (String each : List.of(Backup.HISTORY, Backup.HISTORY + ".wal", Backup.REGISTRY, Backup.JOURNAL)) {
            if (Files.exists(from.resolve(each))) {
                Files.copy(from.resolve(each), data.resolve(each));
            }
        }
    }
}
