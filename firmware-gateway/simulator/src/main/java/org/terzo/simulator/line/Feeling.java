package org.terzo.simulator.line;

import org.terzo.simulator.scene.Stimulus;

/// How one kind of sensor turns what happens into a level.
public sealed interface Feeling permits PirFeeling, RadarFeeling, PressureFeeling, ReedFeeling {
    void feel(Stimulus what, Sweep line);
}
