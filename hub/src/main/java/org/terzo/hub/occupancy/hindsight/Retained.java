package org.terzo.hub.occupancy.hindsight;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.wire.DeskId;
import org.terzo.wire.ZoneId;

/// What was said in hindsight and is held back as long as a sensor that it rests on may turn out to be stuck.
final class Retained {
    private final Deque<Said> said = new ArrayDeque<>();

    void add(OccupancyChange change) {
        switch (change) {
            case Said live -> said.addLast(live);
            case Smoothed(Said later) -> said.addLast(later);
        }
    }

    /// All that is of a time before `end`.
    void release(long end, Consumer<OccupancyChange> out) {
        while (!said.isEmpty() && said.getFirst().at().toEpochMilli() < end) {
            out.accept(new Smoothed(said.removeFirst()));
        }
    }

    /// Whether there was any.
    boolean dropFrom(long at) {
        return said.removeIf(each -> each.at().toEpochMilli() >= at);
    }

    OptionalLong first() {
        return said.isEmpty() ? OptionalLong.empty() : OptionalLong.of(said.getFirst().at().toEpochMilli());
    }

    void clear() {
        said.clear();
    }

    void copyTo(Retained other) {
        other.said.addAll(said);
    }

    void write(StateWriter out) {
        out.number(said.size());
        for (Said each : said) {
            out.number(each.at().toEpochMilli());
            switch (each) {
                case OfDesk desk ->
                    out.word("desk").word(desk.desk().value()).word(desk.zone().value()).word(desk.state().name()).real(desk.confidence()).word(desk.reason());
                case OfHeadcount count -> {
                    out.word("zone").word(count.zone().map(ZoneId::value).orElse("")).word(count.quality().name());
                    out.number(count.headcount().isPresent() ? 1 : 0);
                    count.headcount().ifPresent(people -> out.number(people.low()).number(people.best()).number(people.high()));
                }
            }
        }
    }

    void read(StateReader in) {
        for (long left = in.number(); left > 0; left--) {
            Instant at = Instant.ofEpochMilli(in.number());
            said.addLast(
                    in.word().equals("desk")
                            ? new OfDesk(new DeskId(in.word()), new ZoneId(in.word()), at, DeskState.valueOf(in.word()), in.real(), in.word())
                            : headcount(at, in));
        }
    }

    private static Said headcount(Instant at, StateReader in) {
        Optional<ZoneId> zone = Optional.of(in.word()).filter(id -> !id.isEmpty()).map(ZoneId::new);
        Quality quality = Quality.valueOf(in.word());
        Optional<Headcount> people = in.number() == 0
                ? Optional.empty()
                : Optional.of(new Headcount((int) in.number(), (int) in.number(), (int) in.number()));
        return new OfHeadcount(zone, at, people, quality);
    }
}
