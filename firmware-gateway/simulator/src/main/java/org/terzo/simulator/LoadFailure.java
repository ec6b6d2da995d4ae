package org.terzo.simulator;

import java.io.Serial;

/// A load that cannot start or go on; the message names the broker and the gateway.
final class LoadFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LoadFailure(String message) {
        super(message);
    }

    LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
