package org.terzo.hub.chaos.proxy;

/// What becomes of the bytes of one direction.
public sealed interface Flow {
    /// They pass.
    record Open() implements Flow {}

    /// They wait in the network, for as long as this lasts.
    record Stalled() implements Flow {}

    /// They vanish, and the connection stays dead after that: neither end is told.
    record Swallowed() implements Flow {}

    record Slow(int bytesASecond) implements Flow {}

    /// After so many bytes, in the middle of a message, both ends see a reset; once.
    record BrokenAfter(int bytes) implements Flow {}
}
