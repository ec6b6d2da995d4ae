package org.terzo.hub.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A change to what the inference says of these days is seen as a change of these files.
final class AccuracyTest {
    private static final Path KEPT = Stream.of("hub/src", "src").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow().resolve("test/resources/accuracy");

    @Test
    void theFiguresAreThoseThatWereReviewed() throws IOException {
        Table table = Table.of(Scene.few());
        if (Boolean.getBoolean("accuracy.keep")) {
            Files.createDirectories(KEPT);
            Files.writeString(KEPT.resolve("desks.csv"), table.desksAsCsv());
            Files.writeString(KEPT.resolve("headcounts.csv"), table.countsAsCsv());
        }

        assertEquals(Files.readString(KEPT.resolve("desks.csv")), table.desksAsCsv(), "renewed by -Daccuracy.keep=true");
        assertEquals(Files.readString(KEPT.resolve("headcounts.csv")), table.countsAsCsv(), "renewed by -Daccuracy.keep=true");
    }

    @Test
    void gates() throws IOException {
        System.out.println(Gates.asCsv(Gates.all()));
    }
}
