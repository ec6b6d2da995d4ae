package org.terzo.hub.occupancy.belief;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.CountGround;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.wire.ZoneId;

/// The headcount last said of a zone, or of the site when `zone` is empty.
public final class Headline {
    private final Optional<ZoneId> zone;
    private Optional<Headcount> headcount = Optional.empty();
    private OccupancyChange.Quality quality = OccupancyChange.Quality.LOW;

    public Headline(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    public void say(long at, Optional<Headcount> next, OccupancyChange.Quality nextQuality, Consumer<OccupancyChange> out) {
        if (!next.equals(headcount) || nextQuality != quality) {
            sayAnew(at, next, nextQuality, out);
        }
    }

    /// Whatever the last word was.
    void sayAnew(long at, Optional<Headcount> next, OccupancyChange.Quality nextQuality, Consumer<OccupancyChange> out) {
        headcount = next;
        quality = nextQuality;
        out.accept(new OccupancyChange.OfHeadcount(zone, Instant.ofEpochMilli(at), headcount, quality));
    }

    public boolean isUnknown() {
        return headcount.isEmpty();
    }

    public SiteNow.ZoneNow now(ZoneId id, Instant observedAt, Instant validUntil, CountGround ground) {
        return new SiteNow.ZoneNow(id, headcount, quality, observedAt, validUntil, ground);
    }

    public SiteNow.WholeNow ofWhole(Instant observedAt, Instant validUntil, CountGround ground) {
        return new SiteNow.WholeNow(headcount, quality, observedAt, validUntil, ground);
    }

    public Headline copy() {
        Headline copy = new Headline(zone);
        copy.headcount = headcount;
        copy.quality = quality;
        return copy;
    }

    public void write(StateWriter out) {
        out.word(quality.name()).number(headcount.isPresent() ? 1 : 0);
        headcount.ifPresent(count -> out.number(count.low()).number(count.best()).number(count.high()));
    }

    public void read(StateReader in) {
        quality = OccupancyChange.Quality.valueOf(in.word());
        headcount = in.number() == 0
                ? Optional.empty()
                : Optional.of(new Headcount((int) in.number(), (int) in.number(), (int) in.number()));
    }
}
