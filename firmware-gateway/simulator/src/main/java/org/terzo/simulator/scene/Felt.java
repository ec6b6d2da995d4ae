package org.terzo.simulator.scene;

/// What happens, and where.
public record Felt(Place place, Stimulus what) {}
