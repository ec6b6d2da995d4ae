package org.terzo.hub.occupancy.filter;

/// What a door lets through in a slot: hardly anybody, anybody, or it is not known.
public enum Gate {
    SHUT,
    OPEN,
    UNKNOWN
}
