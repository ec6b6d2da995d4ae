package org.terzo.hub.history;

/// The store answered that it will never take what a batch holds; trying again changes nothing.
public final class PointRefusedException extends HistoryException {
    private static final long serialVersionUID = 1L;

    public PointRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    public PointRefusedException(String message) {
        super(message);
    }
}
