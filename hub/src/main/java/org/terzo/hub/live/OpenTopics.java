package org.terzo.hub.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.terzo.hub.site.Site;
import org.terzo.wire.SiteId;
import org.terzo.wire.StateTopic;

/// What is said on retained topics, which anyone may read: of a desk of a named person nothing, study.md rule P1.
public final class OpenTopics implements BiConsumer<String, byte[]> {
    private final BiConsumer<String, byte[]> retained;
    private final Map<SiteId, Set<String>> withheld = new ConcurrentHashMap<>();

    public OpenTopics(BiConsumer<String, byte[]> retained) {
        this.retained = retained;
    }

    /// Takes a revision of a site before anything is said of it. What was said of a desk before it was somebody's is cleared.
    public synchronized void follow(Site site) {
        Set<String> topics = site.desks().stream()
                .filter(Site.Desk::assigned)
                .map(desk -> new StateTopic.Desk(site.id(), desk.id()).toString())
                .collect(Collectors.toUnmodifiableSet());
        withheld.put(site.id(), topics);
        topics.forEach(topic -> retained.accept(topic, new byte[0]));
    }

    @Override
    public synchronized void accept(String topic, byte[] payload) {
        if (withheld.values().stream().noneMatch(topics -> topics.contains(topic))) {
            retained.accept(topic, payload);
        }
    }
}
