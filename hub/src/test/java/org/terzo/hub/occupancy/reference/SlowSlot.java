package org.terzo.hub.occupancy.reference;

import java.util.Optional;
import org.terzo.hub.occupancy.reference.Story.Seen;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.wire.Reading;

/// What one sensor showed in the slot that begins at `start`, by its first `known` readings; those before `forgottenAt` count for nothing.
record SlowSlot(Eye eye, long start, long forgottenAt, int known) {
    boolean isMotion() {
        for (int i = known - 1; i >= 0; i--) {
            Reading reading = eye.readings().get(i).observation().reading();
            if (reading instanceof Reading.Motion || reading instanceof Reading.Presence) {
                return reading instanceof Reading.Motion;
            }
        }
        return eye.sensor().kind() == SensorKind.PIR;
    }

    static Optional<Boolean> levelOf(Seen seen) {
        return switch (seen.observation().reading()) {
            case Reading.Motion(boolean moves) -> Optional.of(moves);
            case Reading.Presence(boolean present) -> Optional.of(present);
            case Reading.Contact _, Reading.Passage _, Reading.Distance _, Reading.Air _, Reading.Fault _ -> Optional.empty();
        };
    }

    /// The level after the first `count` readings; a fault ends what is known of it.
    Optional<Boolean> levelAfter(int count) {
        if (count == 0 || eye.readings().get(count - 1).at() < forgottenAt) {
            return Optional.empty();
        }
        return levelOf(eye.readings().get(count - 1));
    }

    private int before() {
        return StrictMath.min(known, eye.readBy(start, false));
    }

    /// A movement that somebody watched from its beginning to the slot's start.
    private boolean movesIntoSlot() {
        return !eye.reports()
                && levelAfter(before()).orElse(false)
                && eye.story().covers(eye.sensor(), eye.readings().get(before() - 1).at(), start);
    }

    /// By readings of its own in this slot.
    Optional<Boolean> said() {
        boolean isMoving = isMotion() && movesIntoSlot();
        Optional<Boolean> said = Optional.empty();
        for (int i = before(); i < known; i++) {
            Seen seen = eye.readings().get(i);
            Optional<Boolean> level = levelOf(seen);
            if (level.isPresent() && isMotion()) {
                boolean moved = level.get() || (isMoving && seen.at() > start && !eye.reports());
                said = Optional.of(moved || said.orElse(false));
            } else if (level.isPresent()) {
                said = level;
            }
            isMoving = level.orElse(false);
        }
        return said;
    }

    /// By all that is known when the slot is over.
    Optional<Boolean> shown(long end) {
        Optional<Boolean> said = said();
        boolean isSilenceKnown = !eye.reports() && eye.faultSince(known).isEmpty() && eye.story().covers(eye.sensor(), start, end);
        if (said.isPresent() || !isSilenceKnown) {
            return said;
        }
        return isMotion() ? Optional.of(movesIntoSlot()) : levelAfter(known);
    }
}
