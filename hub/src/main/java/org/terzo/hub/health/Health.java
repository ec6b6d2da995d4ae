package org.terzo.hub.health;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The state of the hub's parts at one moment.
@Serdeable
public record Health(String status, Map<String, Map<String, Object>> details) {
    public static final String UP = "UP";
    public static final String DOWN = "DOWN";

    /// One part: DOWN turns the whole DOWN.
    public interface Part {
        String name();

        /// Has a member `status`.
        Map<String, Object> look();
    }

    static Health of(List<Part> parts) {
        Map<String, Map<String, Object>> details = new TreeMap<>();
        parts.forEach(part -> details.put(part.name(), part.look()));
        boolean isDown = details.values().stream().anyMatch(part -> DOWN.equals(part.get("status")));
        return new Health(isDown ? DOWN : UP, details);
    }
}
