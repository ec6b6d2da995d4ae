package org.terzo.hub.occupancy.filter;

/// A probability for each of the four hidden states of a model, in the model's order.
public record PerState(double free, double active, double still, double last) {
    double[] toArray() {
        return new double[] {free, active, still, last};
    }

    PerState complement() {
        return new PerState(1 - free, 1 - active, 1 - still, 1 - last);
    }
}
