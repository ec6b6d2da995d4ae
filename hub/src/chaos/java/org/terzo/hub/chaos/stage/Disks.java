package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What is done to files of programs that are dead or stopped.
public final class Disks {
    /// What programs say of a disk that takes no more.
    public static final String FULL = "disk is full|SQLITE_FULL|No space left|disk I/O error";

    private static final int PAGE_BYTES = 4_096;

    private Disks() {}

    /// An SQLite file with its write-ahead log.
    public static void copyDatabase(Path from, Path to) throws IOException {
        Files.deleteIfExists(sibling(to, "-shm"));
        for (String suffix : List.of("", "-wal")) {
            if (Files.exists(sibling(from, suffix))) {
                Files.copy(sibling(from, suffix), sibling(to, suffix), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(sibling(to, suffix));
            }
        }
    }

    /// While its program runs, the room that its write-ahead log has taken is given back, so that the next write needs some.
    public static void emptyLog(Path database) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw new IOException("%s: its log cannot be emptied: %s".formatted(database, e.getMessage()), e);
        }
    }

    /// Of a dead program: all it wrote is in its file, and then some pages of that, behind the first half, are not what they were.
    public static void scratch(Path database, int pages, Random random) throws IOException {
        emptyLog(database);
        try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            int all = (int) (file.size() / PAGE_BYTES);
            for (int i = 0; i < pages; i++) {
                file.write(ByteBuffer.allocate(PAGE_BYTES), (long) random.nextInt(all / 2, all) * PAGE_BYTES);
            }
        }
    }

    static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /// All of a folder but the folder itself.
    public static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).filter(file -> !file.equals(folder)).toList()) {
                Files.delete(each);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        empty(folder);
        Files.delete(folder);
    }
}
