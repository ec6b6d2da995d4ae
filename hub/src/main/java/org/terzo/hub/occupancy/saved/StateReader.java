package org.terzo.hub.occupancy.saved;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Reads one line that `StateWriter` wrote.
public final class StateReader {
    private final String[] words;
    private int next;

    public StateReader(String line) {
        words = line.split(" ", -1);
    }

    public String word() {
        return URLDecoder.decode(raw().substring(1), StandardCharsets.UTF_8);
    }

    public long number() {
        return Long.parseLong(raw());
    }

    public double real() {
        return Double.parseDouble(raw());
    }

    public double[] reals() {
        double[] reals = new double[(int) number()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = real();
        }
        return reals;
    }

    public boolean isAtEnd() {
        return next >= words.length || words[next].isEmpty();
    }

    private String raw() {
        if (next >= words.length) {
            throw new IllegalArgumentException("saved state ends after %d words".formatted(next));
        }
        return words[next++];
    }
}
