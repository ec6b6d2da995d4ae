package org.terzo.hub.occupancy;

/// People believed in a zone: the 5 % point, the median and the 95 % point.
public record Headcount(int low, int best, int high) {
    public Headcount {
        if (low < 0 || low > best || best > high) {
            throw new IllegalArgumentException("headcount %d..%d..%d is out of order".formatted(low, best, high));
        }
    }
}
