package org.terzo.hub.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who asks for a backup hears how it went, whatever happens to it.
final class BackupRequestsTest {
    @Test
    @Timeout(60)
    void aBackupThatMeetsABugIsAnsweredAndTheNextOneIsMade(@TempDir Path data) throws IOException, InterruptedException {
        List<Path> made = new ArrayList<>();
        try (BackupRequests requests = new BackupRequests(data, to -> {
            if (made.isEmpty()) {
                made.add(to);
                throw new IllegalStateException("no such table");
            }
            made.add(to);
        })) {
            requests.start();

            assertEquals(
                    Optional.of("a bug of the hub: java.lang.IllegalStateException: no such table"),
                    BackupRequests.ask(data, data.resolve("first"), () -> true));
            assertEquals(Optional.empty(), BackupRequests.ask(data, data.resolve("second"), () -> true));

            assertEquals(List.of(data.resolve("first"), data.resolve("second")), made);
            try (Stream<Path> left = Files.list(data)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    @Timeout(60)
    void whoAsksAHubThatIsKilledMeanwhileIsToldSo(@TempDir Path data) throws IOException, InterruptedException {
        CountDownLatch killed = new CountDownLatch(1);
        BackupRequests requests = new BackupRequests(data, _ -> {
            killed.countDown();
            while (killed.getCount() == 0) {
                LockSupport.park();
            }
        });
        requests.start();

        Optional<String> said = BackupRequests.ask(data, data.resolve("copy"), () -> killed.getCount() > 0);

        assertEquals(Optional.of("the hub in %s ended before the backup was done".formatted(data)), said);
    }
}
