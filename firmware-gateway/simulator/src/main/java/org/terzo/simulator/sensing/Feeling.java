package org.terzo.simulator.sensing;

import org.terzo.simulator.scene.Stimulus;

/// How one kind of sensor turns what happens into a level.
sealed interface Feeling permits PirFeeling, RadarFeeling, PressureFeeling, ReedFeeling {
    void feel(Stimulus what, Sweep line);
}
