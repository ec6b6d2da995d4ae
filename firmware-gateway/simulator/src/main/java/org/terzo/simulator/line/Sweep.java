package org.terzo.simulator.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The level of a line: high while anything holds it and nothing cuts it off. What is said of later times is kept for them.
public final class Sweep {
    /// A level from `at` on.
    public record Change(Instant at, boolean active) {}

    private record Edge(Instant at, int holds, int cuts) {}

    private final PriorityQueue<Edge> edges = new PriorityQueue<>(Comparator.comparing(Edge::at));
    private int holds;
    private int cuts;
    private boolean active;

    public void hold(Instant from, Instant to) {
        begin(from);
        end(to);
    }

    public void begin(Instant from) {
        edges.add(new Edge(from, 1, 0));
    }

    public void end(Instant at) {
        edges.add(new Edge(at, -1, 0));
    }

    public void cut(Instant from, Instant to) {
        edges.add(new Edge(from, 0, 1));
        edges.add(new Edge(to, 0, -1));
    }

    /// What changes before `end`, in order; of what happens in one moment only the result.
    public List<Change> until(Instant end) {
        List<Change> changes = new ArrayList<>();
        while (Optional.ofNullable(edges.peek()).filter(edge -> edge.at().isBefore(end)).isPresent()) {
            Instant at = edges.element().at();
            while (Optional.ofNullable(edges.peek()).filter(edge -> edge.at().equals(at)).isPresent()) {
                Edge edge = edges.remove();
                holds += edge.holds();
                cuts += edge.cuts();
            }
            boolean now = holds > 0 && cuts <= 0;
            if (now != active) {
                active = now;
                changes.add(new Change(at, now));
            }
        }
        return changes;
    }
}
