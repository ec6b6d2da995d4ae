package org.terzo.gateway;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that a bug ends would leave a gateway that looks alive and is mute: so the program ends, for its supervisor to start it again.
final class LoudBugs implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LoudBugs.class);

    private final IntConsumer end;

    /// @param end ends the program at once, with an exit code: hooks would wait for the thread that the bug ended
    LoudBugs(IntConsumer end) {
        this.end = end;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable bug) {
        LOG.error("{}: a bug; the program ends, to be started again", thread.getName(), bug);
        end.accept(GatewayMain.TO_BE_STARTED_AGAIN);
    }
}
