package org.terzo.hub.occupancy.saved;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Writes state as lines of words; doubles keep every bit.
public final class StateWriter {
    private final StringBuilder text = new StringBuilder();

    public StateWriter word(String word) {
        text.append('\'').append(URLEncoder.encode(word, StandardCharsets.UTF_8)).append(' ');
        return this;
    }

    public StateWriter number(long number) {
        text.append(number).append(' ');
        return this;
    }

    public StateWriter real(double real) {
        text.append(Double.toHexString(real)).append(' ');
        return this;
    }

    public StateWriter reals(double[] reals) {
        number(reals.length);
        for (double real : reals) {
            real(real);
        }
        return this;
    }

    public void endLine() {
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
