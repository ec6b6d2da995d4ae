package org.terzo.hub.ingest.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A recount as text: in its entry, which goes when it is shipped, and in a mark, which stays.
final class RecountText {
    private static final String WHOLE = "-";

    private RecountText() {}

    static String of(Recounted recounted) {
        String by = URLEncoder.encode(recounted.by(), StandardCharsets.UTF_8);
        return "%s %s %s %s".formatted(recounted.at(), recounted.zone().map(ZoneId::value).orElse(WHOLE), Integer.toString(recounted.people()), by);
    }

    static Recounted recounted(long position, SiteId site, String text) {
        String[] words = text.split(" ", -1);
        Optional<ZoneId> zone = Optional.of(words[1]).filter(each -> !each.equals(WHOLE)).map(ZoneId::new);
        String by = URLDecoder.decode(words[3], StandardCharsets.UTF_8);
        return new Recounted(position, site, zone, Instant.parse(words[0]), Integer.parseInt(words[2]), by);
    }

    /// Of a mark, in the order in which recounts were made.
    static String name(Recounted recounted) {
        return prefix(recounted.site()) + String.format(Locale.ROOT, "%019d", recounted.position());
    }

    static String prefix(SiteId site) {
        return "recount %s ".formatted(site);
    }

    static Recounted ofMark(SiteId site, String name, String text) {
        return recounted(Long.parseLong(name.substring(prefix(site).length())), site, text);
    }
}
