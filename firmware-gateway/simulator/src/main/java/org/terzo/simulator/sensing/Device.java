package org.terzo.simulator.sensing;

import java.time.Instant;
import java.util.List;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.wire.Observation;

/// One sensor: from what happens in front of it to what its gateway notes, at true times.
sealed interface Device permits LevelDevice, CounterDevice, AirDevice {
    /// What is noted from `begin` to `end`; called for one stretch after the other.
    ///
    /// @param felt in order of time, all of it before `end`
    List<Observation> sense(List<Stimulus> felt, Instant begin, Instant end);

    /// Says its level anew, as after a start of the gateway.
    void beginAnew();
}
