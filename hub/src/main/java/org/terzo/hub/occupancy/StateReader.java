package org.terzo.hub.occupancy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Reads one line that `StateWriter` wrote.
final class StateReader {
    private final String[] words;
    private int next;

    StateReader(String line) {
        words = line.split(" ", -1);
    }

    String word() {
        return URLDecoder.decode(raw().substring(1), StandardCharsets.UTF_8);
    }

    long number() {
        return Long.parseLong(raw());
    }

    double real() {
        return Double.parseDouble(raw());
    }

    double[] reals() {
        double[] reals = new double[(int) number()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = real();
        }
        return reals;
    }

    private String raw() {
        if (next >= words.length) {
            throw new IllegalArgumentException("saved state ends after %d words".formatted(next));
        }
        return words[next++];
    }
}
