package org.terzo.hub.history.past;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.terzo.hub.history.HistoryException;

/// How long a caller waits for the store. A question that takes longer goes on by itself, until the store's own time-out ends it.
record Patience(Duration length) {
    /// Something only the store can tell.
    interface Question<T> {
        T ask() throws HistoryException;
    }

    <T> T of(Question<T> question) throws HistoryException {
        FutureTask<T> answer = new FutureTask<>(question::ask);
        Thread.ofVirtual().name("history-question").start(answer);
        try {
            return answer.get(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HistoryException("the history has not answered within %d s".formatted(length.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryException("the hub is stopping", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HistoryException away) {
                throw away;
            }
            throw new IllegalStateException("a bug in an answer about history", e.getCause());
        }
    }
}
