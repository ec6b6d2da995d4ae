package org.terzo.hub.occupancy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Writes state as lines of words; doubles keep every bit.
final class StateWriter {
    private final StringBuilder text = new StringBuilder();

    StateWriter word(String word) {
        text.append('\'').append(URLEncoder.encode(word, StandardCharsets.UTF_8)).append(' ');
        return this;
    }

    StateWriter number(long number) {
        text.append(number).append(' ');
        return this;
    }

    StateWriter real(double real) {
        text.append(Double.toHexString(real)).append(' ');
        return this;
    }

    StateWriter reals(double[] reals) {
        number(reals.length);
        for (double real : reals) {
            real(real);
        }
        return this;
    }

    void endLine() {
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
