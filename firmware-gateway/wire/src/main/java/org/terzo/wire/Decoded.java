package org.terzo.wire;

/// What came of decoding a message.
public sealed interface Decoded<T> {
    record Valid<T>(T value) implements Decoded<T> {}

    /// @param reason a reason of wire.md section 7: `malformed`, `too-large`, `too-many`
    record Malformed<T>(String reason, String detail) implements Decoded<T> {}
}
