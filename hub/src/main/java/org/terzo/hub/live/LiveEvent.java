package org.terzo.hub.live;

import java.util.Optional;
import java.util.function.Function;
import org.terzo.hub.live.LiveFeed.Audience;

/// One event; all but heartbeats have a number. Its text is made once, by the first reader that sends it, and serves all others.
final class LiveEvent {
    /// A heartbeat's: who resumes goes on from the number before it.
    static final long NO_NUMBER = 0;

    private final long id;
    private final String name;
    private final Object data;
    private final Audience audience;
    private Optional<String> text = Optional.empty();

    /// @param data the whole of the live answer, or one element of its lists
    LiveEvent(long id, String name, Object data, Audience audience) {
        this.id = id;
        this.name = name;
        this.data = data;
        this.audience = audience;
    }

    long id() {
        return id;
    }

    boolean isNumbered() {
        return id != NO_NUMBER;
    }

    String name() {
        return name;
    }

    Object data() {
        return data;
    }

    Audience audience() {
        return audience;
    }

    synchronized String text(Function<Object, String> write) {
        if (text.isEmpty()) {
            text = Optional.of(write.apply(data));
        }
        return text.orElseThrow();
    }
}
