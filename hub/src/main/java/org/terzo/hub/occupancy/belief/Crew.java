package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.occupancy.count.DeskShare.Look;
import org.terzo.hub.occupancy.saved.Packed;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Evidence.Sign;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.wire.SensorId;

/// The desks of a place, as its headcount sees them. It keeps filters of its own, so that a count needs nothing but evidence: a replay, a
/// correction and a restart meet the desks as they were then.
public final class Crew {
    private final List<Member> members;
    /// Which desk each sensor is of.
    private final Map<SensorId, Integer> bySensor;

    /// @param make by which sensors, so that what was saved of it by others is not taken for its own
    public record Desk(String name, String make, SlotFilter filter) {}

    /// One desk. It counts once it has shown somebody: one whose sensor never could says nothing of anybody.
    private record Member(Desk desk, boolean hasShown) {
        SlotFilter filter() {
            return desk.filter();
        }

        /// Its level sensor says that somebody is there, and is believed.
        private boolean isOn(long at) {
            return filter().senses().stream().anyMatch(sense -> sense.isOn() && sense.stuckFrom(at) == Watching.FOREVER);
        }

        private boolean hasLevel() {
            return filter().senses().stream().anyMatch(sense -> !sense.feelsMotion());
        }
    }

    private Crew(List<Member> members, Map<SensorId, Integer> bySensor) {
        this.members = members;
        this.bySensor = bySensor;
    }

    public static Crew of(List<Desk> desks) {
        List<Member> members = new ArrayList<>();
        Map<SensorId, Integer> bySensor = new HashMap<>();
        for (Desk desk : desks) {
            desk.filter().senses().forEach(sense -> bySensor.put(sense.sensor().id(), members.size()));
            members.add(new Member(desk, false));
        }
        return new Crew(members, bySensor);
    }

    Crew copy() {
        List<Member> copies = new ArrayList<>(members.size());
        for (Member each : members) {
            Desk desk = new Desk(each.desk().name(), each.desk().make(), (SlotFilter) each.filter().copy());
            copies.add(new Member(desk, each.hasShown()));
        }
        return new Crew(copies, bySensor);
    }

    List<Sense> senses() {
        return members.stream().flatMap(each -> each.filter().senses().stream()).toList();
    }

    void begin(long at) {
        members.forEach(each -> each.filter().begin(at));
    }

    /// Whether it was of a desk.
    boolean take(Evidence evidence, Sight.Of sights) {
        Optional<Integer> of = Optional.ofNullable(bySensor.get(evidence.sensor()));
        if (of.isPresent()) {
            Member member = members.get(of.get());
            member.filter().apply(evidence, sights, _ -> {});
            boolean isShown = evidence.sign() == Sign.MOTION || evidence.sign() == Sign.PRESENT;
            members.set(of.get(), new Member(member.desk(), member.hasShown() || isShown));
        }
        return of.isPresent();
    }

    /// The desks at `at`: those with a level sensor by their level, the others by what is believed of them.
    Look look(long at, Sight.Of sights) {
        int known = 0;
        int observed = 0;
        int levels = 0;
        double believed = 0;
        for (Member member : members) {
            SlotFilter filter = member.filter();
            filter.advance(at, sights, _ -> {});
            known += member.hasShown() ? 1 : 0;
            if (member.hasShown() && !filter.vigil().isGone(at, sights)) {
                observed++;
                levels += member.isOn(at) ? 1 : 0;
                believed += member.hasLevel() ? 0 : filter.occupied();
            }
        }
        return new Look(known, observed, levels + (int) StrictMath.round(believed));
    }

    /// In one word: of hundreds of desks most say the same.
    void write(StateWriter out) {
        StateWriter all = new StateWriter();
        for (Member member : members) {
            StateWriter state = new StateWriter();
            member.filter().write(state);
            member.filter().writeMore(state);
            all.word(member.desk().name()).word(member.desk().make()).number(member.hasShown() ? 1 : 0).word(state.toString());
        }
        out.number(members.size()).word(Packed.pack(all.toString()));
    }

    /// Desks that are new, or have other sensors, begin at `at`.
    void read(StateReader in, long at) {
        begin(at);
        long desks = in.number();
        StateReader all = new StateReader(Packed.unpack(in.word()));
        for (long left = desks; left > 0; left--) {
            String name = all.word();
            String make = all.word();
            boolean hasShown = all.number() == 1;
            StateReader state = new StateReader(all.word());
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                if (member.desk().name().equals(name) && member.desk().make().equals(make)) {
                    member.filter().read(state);
                    member.filter().readMore(state);
                    members.set(i, new Member(member.desk(), hasShown));
                }
            }
        }
    }
}
