package org.terzo.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The version of this program.
final class Version {
    static final String TEXT = read();

    private Version() {}

    private static String read() {
        try (InputStream text = Optional.ofNullable(Version.class.getResourceAsStream("version.txt")).orElseThrow()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
