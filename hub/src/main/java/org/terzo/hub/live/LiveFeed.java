package org.terzo.hub.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The numbered events of one site, kept a while so that a reader who was away can resume.
///
/// The newest 10,000 are kept; who missed more gets a fresh snapshot.
final class LiveFeed {
    private static final int KEPT = 10_000;

    private final Deque<LiveEvent> kept = new ArrayDeque<>();
    private final List<Consumer<LiveEvent>> readers = new CopyOnWriteArrayList<>();
    private final Map<Audience, LiveEvent> snapshots = new EnumMap<>(Audience.class);
    private long lastId;

    /// @param firstId where the numbers start: above all that an earlier run of the hub gave out
    LiveFeed(long firstId) {
        this.lastId = firstId;
    }

    synchronized void publish(String name, Object data, Audience audience) {
        lastId++;
        snapshots.clear();
        LiveEvent event = new LiveEvent(lastId, name, data, audience);
        kept.addLast(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        readers.forEach(reader -> reader.accept(event));
    }

    /// Time has passed: who joins from now on gets a newer snapshot, even if nothing else is so.
    synchronized void renewSnapshots() {
        snapshots.clear();
    }

    /// Subscribes a reader, who gets in order: the events after `lastSeen`, or a snapshot where they are not all kept; then each new one.
    /// No event can come in between, because nothing is published meanwhile; so neither the snapshot nor the reader may wait for anything.
    /// Readers that join at the same moment share a snapshot, because all of them come back at once when a hub starts anew.
    ///
    /// @return ends the subscription
    synchronized Runnable join(Audience audience, OptionalLong lastSeen, Supplier<Object> snapshot, Consumer<LiveEvent> reader) {
        Consumer<LiveEvent> own = event -> {
            if (event.audience().includes(audience)) {
                reader.accept(event);
            }
        };
        Optional<List<LiveEvent>> missed = missed(lastSeen);
        if (missed.isPresent()) {
            missed.get().forEach(own);
        } else {
            reader.accept(snapshots.computeIfAbsent(audience, _ -> new LiveEvent(lastId, "snapshot", snapshot.get(), audience)));
        }
        readers.add(own);
        return () -> readers.remove(own);
    }

    int readers() {
        return readers.size();
    }

    /// Empty when they are not all kept.
    private Optional<List<LiveEvent>> missed(OptionalLong lastSeen) {
        if (lastSeen.isEmpty() || lastSeen.getAsLong() > lastId) {
            return Optional.empty();
        }
        long from = lastSeen.getAsLong();
        if (from < lastId && (kept.isEmpty() || kept.getFirst().id() > from + 1)) {
            return Optional.empty();
        }
        List<LiveEvent> after = new ArrayList<>();
        kept.stream().filter(event -> event.id() > from).forEach(after::add);
        return Optional.of(after);
    }

    /// Who may see an event.
    enum Audience {
        MANAGERS,
        MEMBERS,
        EVERYBODY;

        boolean includes(Audience reader) {
            return this == EVERYBODY || this == reader;
        }
    }
}
