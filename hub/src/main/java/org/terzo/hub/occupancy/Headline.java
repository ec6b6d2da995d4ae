package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.terzo.wire.ZoneId;

/// The headcount last said of a zone, or of the site when `zone` is empty.
final class Headline {
    private final Optional<ZoneId> zone;
    private Optional<Headcount> headcount = Optional.empty();
    private OccupancyChange.Quality quality = OccupancyChange.Quality.LOW;

    Headline(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    void say(long at, Optional<Headcount> next, OccupancyChange.Quality nextQuality, Consumer<OccupancyChange> out) {
        if (next.equals(headcount) && nextQuality == quality) {
            return;
        }
        headcount = next;
        quality = nextQuality;
        out.accept(new OccupancyChange.OfHeadcount(zone, Instant.ofEpochMilli(at), headcount, quality));
    }

    boolean isUnknown() {
        return headcount.isEmpty();
    }

    SiteNow.ZoneNow now(ZoneId id, Instant observedAt, Instant validUntil) {
        return new SiteNow.ZoneNow(id, headcount, quality, observedAt, validUntil);
    }

    Headline copy() {
        Headline copy = new Headline(zone);
        copy.headcount = headcount;
        copy.quality = quality;
        return copy;
    }

    void write(StateWriter out) {
        out.word(quality.name()).number(headcount.isPresent() ? 1 : 0);
        headcount.ifPresent(count -> out.number(count.low()).number(count.best()).number(count.high()));
    }

    void read(StateReader in) {
        quality = OccupancyChange.Quality.valueOf(in.word());
        headcount = in.number() == 0
                ? Optional.empty()
                : Optional.of(new Headcount((int) in.number(), (int) in.number(), (int) in.number()));
    }
}
