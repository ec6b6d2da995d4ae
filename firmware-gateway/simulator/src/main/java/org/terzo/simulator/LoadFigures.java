package org.terzo.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What a load has counted so far; lags are kept by the millisecond up to a minute, longer ones as one minute.
final class LoadFigures {
    private static final int LONGEST_LAG_MS = 60_000;

    private final AtomicLongArray lags = new AtomicLongArray(LONGEST_LAG_MS + 1);
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong observations = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong receipts = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    void sent(int records) {
        messages.incrementAndGet();
        observations.addAndGet(records);
    }

    void acknowledged(boolean accepted) {
        (accepted ? acknowledged : refused).incrementAndGet();
    }

    void receipt(long newlySettled) {
        receipts.incrementAndGet();
        settled.addAndGet(newlySettled);
    }

    void lag(Duration lag) {
        lags.incrementAndGet(Math.clamp(lag.toMillis(), 0, LONGEST_LAG_MS));
    }

    boolean allSettled() {
        return settled.get() >= observations.get();
    }

    /// The smallest lag that at least `share` of the messages did not exceed; 0 when no receipt came.
    long lagMillis(double share) {
        long measured = 0;
        for (int ms = 0; ms <= LONGEST_LAG_MS; ms++) {
            measured += lags.get(ms);
        }
        long rank = (long) Math.ceil(share * measured);
        long seen = 0;
        for (int ms = 0; ms <= LONGEST_LAG_MS; ms++) {
            seen += lags.get(ms);
            if (seen >= rank) {
                return ms;
            }
        }
        return LONGEST_LAG_MS;
    }

    /// One `key=value` a line.
    void print(PrintStream out, Duration sending) {
        double seconds = Math.max(sending.toMillis(), 1) / 1000.0;
        out.println("observations=" + observations.get());
        out.println("messages=" + messages.get());
        out.println("acknowledged=" + acknowledged.get());
        out.println("refused=" + refused.get());
        out.println(String.format(Locale.ROOT, "seconds=%.3f", seconds));
        out.println(String.format(Locale.ROOT, "rate=%.0f", observations.get() / seconds));
        out.println("receipts=" + receipts.get());
        out.println("settled=" + settled.get());
        out.println("lag_p50_ms=" + lagMillis(0.50));
        out.println("lag_p95_ms=" + lagMillis(0.95));
        out.println("lag_p99_ms=" + lagMillis(0.99));
        out.flush();
    }
}
