package org.terzo.hub.bench;

/// How large a measure is: each size is a system property, so that a small run shows quickly that the measure works.
final class Sizes {
    private Sizes() {}

    static int of(String name, int usual) {
        int size = Integer.getInteger("bench." + name, usual);
        if (size < 0) {
            throw new IllegalArgumentException("bench.%s: %d is negative".formatted(name, size));
        }
        return size;
    }
}
