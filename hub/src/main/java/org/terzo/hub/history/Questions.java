package org.terzo.hub.history;

import java.time.Duration;
import java.util.TreeSet;

/// The questions about history that are being answered. An answer is made of what the store holds and of what is known beyond it; so that
/// nothing falls between the two, no batch is begun before those who asked without knowing of it have their answers.
final class Questions {
    /// A question is given up long before.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final TreeSet<Long> open = new TreeSet<>();
    private long last;

    /// To be called before anything is looked at.
    synchronized long begin() {
        last++;
        open.add(last);
        return last;
    }

    synchronized void end(long question) {
        open.remove(question);
        notifyAll();
    }

    /// Returns when every question begun before this call has ended.
    synchronized void awaitEarlier() throws InterruptedException {
        long earlier = last;
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        long left = LONGEST_WAIT.toMillis();
        while (!open.isEmpty() && open.first() <= earlier && left > 0) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }
}
