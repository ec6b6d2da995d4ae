package org.terzo.simulator.scene;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All that is told to happen and has not been taken yet.
public final class Story {
    private static final Comparator<Felt> IN_ORDER = Comparator.comparing(felt -> felt.what().at());

    private List<Felt> pending = new ArrayList<>();

    void add(Place place, Stimulus what) {
        pending.add(new Felt(place, what));
    }

    /// What happens before `end`, in order of time.
    public List<Felt> takeUntil(Instant end) {
        List<Felt> taken = new ArrayList<>();
        List<Felt> later = new ArrayList<>();
        pending.forEach(felt -> (felt.what().at().isBefore(end) ? taken : later).add(felt));
        taken.sort(IN_ORDER);
        pending = later;
        return taken;
    }
}
