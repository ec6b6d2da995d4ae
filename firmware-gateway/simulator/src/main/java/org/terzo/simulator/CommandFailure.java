package org.terzo.simulator;

import java.io.Serial;

/// A command that cannot start or go on; the message names what it failed at.
final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
