package org.terzo.gateway.outbox.file;

import java.io.IOException;

/// An outbox that this program must not touch; trying again would not help.
public final class OutboxRefused extends IOException {
    private static final long serialVersionUID = 1;

    public OutboxRefused(String message) {
        super(message);
    }
}
