package org.terzo.hub.history;

import java.time.Duration;

/// The store did not answer, or not as it should. The same may be asked again later.
public sealed class HistoryException extends Exception permits PointRefusedException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /// @param retryAfter how long the store asks not to be asked again
    public HistoryException(String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public HistoryException(String message, Throwable cause) {
        this(message, cause, Duration.ZERO);
    }

    public HistoryException(String message) {
        super(message);
        this.retryAfter = Duration.ZERO;
    }

    /// How long the store asks not to be asked again; zero when it does not say.
    public final Duration retryAfter() {
        return retryAfter;
    }
}
