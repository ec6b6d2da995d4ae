package org.terzo.hub.occupancy.reference;

/// What is said of a desk or room, given the probabilities of its states.
sealed interface SlowSays permits SlowDecision, SlowPresence {
    void lose(long at);

    void forget();

    /// @param hasEvidence without any, what is unknown stays so
    void decide(long at, double[] p, boolean hasEvidence);
}
