package org.terzo.hub.occupancy.reference;

import java.util.List;

/// What a desk shows at the end of a quarter of an hour.
record SlowQuarter(boolean hasShown, boolean isGone, boolean hasLevel, boolean isOn, double occupied) {
    /// @param from the start of the slot that ends with it
    static SlowQuarter of(List<Eye> eyes, long from, long end, long forgottenAt, double occupied) {
        boolean hasShown = false;
        boolean isGone = true;
        boolean hasLevel = false;
        boolean isOn = false;
        for (Eye eye : eyes) {
            int known = eye.readBy(end, false);
            SlowSlot slot = new SlowSlot(eye, from, forgottenAt, known);
            hasShown |= eye.readings().subList(0, known).stream().anyMatch(seen -> SlowSlot.levelOf(seen).orElse(false));
            isGone &= eye.isGone(end, known);
            hasLevel |= !slot.isMotion();
            isOn |= !slot.isMotion() && slot.levelAfter(known).orElse(false);
        }
        return new SlowQuarter(hasShown, isGone, hasLevel, isOn, occupied);
    }
}
