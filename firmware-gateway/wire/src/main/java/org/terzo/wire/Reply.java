package org.terzo.wire;

/// What became of a command, in a sentence.
public record Reply(String id, boolean ok, String detail) {}
