package org.terzo.hub.ingest;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Lanes that are served by turns: a turn is worth so much, and a lane of costly things saves its turns up for the next of them, so what
/// costs little passes by, however many lanes are full of what costs much. Within a lane the order stays. One thread at a time.
public final class Lanes<T> {
    private final ToLongFunction<T> cost;
    private final long turn;
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    /// The lanes that hold something; the first has its turn.
    private final ArrayDeque<Lane<T>> turns = new ArrayDeque<>();
    private int size;

    /// @param turn what a turn is worth, in units of `cost`
    public Lanes(ToLongFunction<T> cost, long turn) {
        this.cost = cost;
        this.turn = turn;
    }

    private static final class Lane<T> {
        private final String name;
        private final ArrayDeque<T> waiting = new ArrayDeque<>();
        private long saved;

        Lane(String name, long saved) {
            this.name = name;
            this.saved = saved;
        }
    }

    public void add(String name, T next) {
        Lane<T> lane = lanes.computeIfAbsent(name, made -> new Lane<>(made, turn));
        if (lane.waiting.isEmpty()) {
            turns.add(lane);
        }
        lane.waiting.add(next);
        size++;
    }

    /// The next by turns; empty when there is none, or none that costs so little.
    public Optional<T> poll(long atMost) {
        while (!turns.isEmpty()) {
            Lane<T> lane = turns.getFirst();
            long costs = cost.applyAsLong(lane.waiting.getFirst());
            if (costs > atMost) {
                return Optional.empty();
            }
            if (costs <= lane.saved) {
                return Optional.of(take(lane, costs));
            }
            turns.add(turns.removeFirst());
            lane.saved += turn;
        }
        return Optional.empty();
    }

    private T take(Lane<T> lane, long costs) {
        T taken = lane.waiting.removeFirst();
        lane.saved -= costs;
        size--;
        if (lane.waiting.isEmpty()) {
            turns.removeFirst();
            lanes.remove(lane.name);
        }
        return taken;
    }

    public int size() {
        return size;
    }
}
