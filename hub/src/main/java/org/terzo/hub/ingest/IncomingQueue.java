package org.terzo.hub.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What waits for the intake, in a lane for each gateway: at most 16 MiB in all; one alone always finds room. The one who brings more
/// waits, which holds back the broker and so the gateways' outboxes.
///
/// Lanes are taken by turns, and a turn is worth `TURN_BYTES`: a lane of large batches saves its turns up for the next of them, so small
/// fresh messages pass by, however many gateways bring a backlog. Within a lane the order stays.
final class IncomingQueue {
    static final int TURN_BYTES = 4 * 1024;

    /// About 5,000 observations: what is taken at once is on disk before the next is looked at.
    static final int MOST_BYTES_AT_ONCE = 384 * 1024;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Map<String, Lane> lanes = new HashMap<>();
    /// The lanes that hold something; the first has its turn.
    private final ArrayDeque<Lane> turns = new ArrayDeque<>();
    private long bytes;
    private int size;

    private static final class Lane {
        private final String name;
        private final ArrayDeque<Incoming> waiting = new ArrayDeque<>();
        private long saved;

        Lane(String name) {
            this.name = name;
        }

        /// More than any turn is worth when nothing waits.
        private long nextCosts() {
            return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().bytes();
        }
    }

    synchronized void put(Incoming next) throws InterruptedException {
        while (size > 0 && bytes + next.bytes() > MOST_BYTES) {
            wait();
        }
        Lane lane = lanes.computeIfAbsent(next.lane(), Lane::new);
        if (lane.waiting.isEmpty()) {
            turns.add(lane);
        }
        lane.waiting.add(next);
        bytes += next.bytes();
        size++;
        notifyAll();
    }

    /// Waits for one, and takes as many as there are, up to `MOST_BYTES_AT_ONCE`.
    synchronized List<Incoming> take() throws InterruptedException {
        while (turns.isEmpty()) {
            wait();
        }
        List<Incoming> taken = new ArrayList<>();
        long room = MOST_BYTES_AT_ONCE;
        while (!turns.isEmpty() && (taken.isEmpty() || turns.getFirst().nextCosts() <= room)) {
            room -= turn(turns.removeFirst(), room, taken);
        }
        notifyAll();
        return taken;
    }

    /// Takes what the lane may send now, and says how much that was.
    private long turn(Lane lane, long room, List<Incoming> taken) {
        long used = 0;
        lane.saved += TURN_BYTES;
        while (lane.nextCosts() <= lane.saved && (taken.isEmpty() || lane.nextCosts() <= room - used)) {
            Incoming next = lane.waiting.removeFirst();
            taken.add(next);
            used += next.bytes();
            lane.saved -= next.bytes();
            size--;
        }
        bytes -= used;
        if (lane.waiting.isEmpty()) {
            lanes.remove(lane.name);
        } else {
            turns.add(lane);
        }
        return used;
    }

    synchronized int size() {
        return size;
    }
}
