package org.terzo.hub.history;

/// The store did not answer, or not as it should. The same may be asked again later.
public sealed class HistoryException extends Exception permits PointRefusedException {
    private static final long serialVersionUID = 1L;

    public HistoryException(String message, Throwable cause) {
        super(message, cause);
    }

    public HistoryException(String message) {
        super(message);
    }
}
