package org.terzo.hub.accuracy;

import org.terzo.hub.occupancy.DeskState;

/// What is said of a desk.
record Said(DeskState state, double confidence) {
    static final Said NOTHING = new Said(DeskState.UNKNOWN, 0);
}
