package org.terzo.hub.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The numbered events of one site, kept a while so that a reader who was away can resume.
///
/// The newest 10,000 are kept; who missed more gets a fresh snapshot.
public final class LiveFeed {
    private static final int KEPT = 10_000;

    private final Deque<LiveEvent> kept = new ArrayDeque<>();
    private final List<Consumer<LiveEvent>> readers = new CopyOnWriteArrayList<>();
    private long lastId;

    /// @param firstId where the numbers start: above all that an earlier run of the hub gave out
    public LiveFeed(long firstId) {
        this.lastId = firstId;
    }

    public synchronized void publish(String name, Object data, Audience audience) {
        lastId++;
        LiveEvent event = new LiveEvent(lastId, name, data, audience);
        kept.addLast(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        readers.forEach(reader -> reader.accept(event));
    }

    /// Subscribes; the events after `lastSeen` come first. When they are no longer all kept, or there is no `lastSeen`, the caller gets
    /// `Joined` without them and must send a snapshot, which stands for everything up to `at`.
    public synchronized Joined join(OptionalLong lastSeen, Consumer<LiveEvent> reader) {
        readers.add(reader);
        return new Joined(lastId, missed(lastSeen), () -> readers.remove(reader));
    }

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
        return Optional.of(List.copyOf(after));
    }

    /// @param missed empty: a snapshot is due
    public record Joined(long at, Optional<List<LiveEvent>> missed, Runnable leave) {}

    /// Who may see an event.
    public enum Audience {
        MANAGERS,
        MEMBERS_TOO
    }

    /// @param data one element of the matching list of the snapshot
    public record LiveEvent(long id, String name, Object data, Audience audience) {}
}
