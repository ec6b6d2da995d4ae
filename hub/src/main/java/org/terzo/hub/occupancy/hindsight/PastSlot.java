package org.terzo.hub.occupancy.hindsight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// A slot that is over.
///
/// @param isFirst it does not follow from the slot before it
record PastSlot(long start, boolean isFirst, Shown shown) {
    /// What a slot showed, and how likely that is in each hidden state.
    record Shown(List<Level> levels, Gate gate, Likelihood likelihood) {
        Shown {
            levels = List.copyOf(levels);
        }

        boolean hasEvidence() {
            return levels.stream().anyMatch(level -> level != Level.NONE);
        }

        void write(StateWriter out) {
            StringBuilder text = new StringBuilder();
            levels.forEach(level -> text.append(letter(level)));
            out.word(text.toString()).word(gate.name()).reals(likelihood.ofStates);
        }

        static Shown read(StateReader in) {
            List<Level> levels = new ArrayList<>();
            for (char letter : in.word().toCharArray()) {
                levels.add(Stream.of(Level.values()).filter(level -> letter(level) == letter).findFirst().orElse(Level.NONE));
            }
            return new Shown(levels, Gate.valueOf(in.word()), new Likelihood(in.reals()));
        }
    }

    private static char letter(Level level) {
        return switch (level) {
            case NONE -> '-';
            case OFF -> '0';
            case ON -> '1';
        };
    }

    /// Of four states; nobody changes them.
    static final class Likelihood {
        private final double[] ofStates;

        Likelihood(double[] ofStates) {
            this.ofStates = ofStates;
        }

        double[] ofStates() {
            return ofStates;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Likelihood likelihood && Arrays.equals(ofStates, likelihood.ofStates);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ofStates);
        }
    }
}
