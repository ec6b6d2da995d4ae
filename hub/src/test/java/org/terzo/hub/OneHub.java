package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One hub for all tests of a class, which has found its broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneHub {
    /// Never null inside a test.
    TestHub hub;

    @BeforeAll
    final void start(@TempDir Path folder) throws IOException, InterruptedException {
        hub = TestHub.start(folder);
        hub.awaitHealthy();
    }

    @AfterAll
    final void stop() throws IOException {
        hub.close();
    }
}
