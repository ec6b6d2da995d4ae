package org.terzo.simulator.fault;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.fault.Fault.GatewayOff;
import org.terzo.simulator.site.SimulatedSite.Sensor;

/// What is wrong with one sensor, and when its gateway is off.
public final class Ailments {
    private final List<Ailing> own;
    private final List<GatewayOff> off;

    public Ailments(Sensor sensor, List<Fault> faults) {
        own = faults.stream().filter(Ailing.class::isInstance).map(Ailing.class::cast).filter(each -> each.sensor().equals(sensor.id())).toList();
        off = faults.stream().filter(GatewayOff.class::isInstance).map(GatewayOff.class::cast)
                .filter(each -> each.gateway().equals(sensor.gateway())).toList();
    }

    public boolean has(Ailment what, Instant at) {
        return own.stream().anyMatch(each -> each.what() == what && each.isOn(at));
    }

    /// Those that are on at some time from `begin` to `end`.
    public List<Ailing> between(Instant begin, Instant end) {
        return own.stream().filter(each -> each.from().isBefore(end) && begin.isBefore(each.to())).toList();
    }

    public boolean isWatched(Instant at) {
        return off.stream().noneMatch(each -> each.isOn(at));
    }

    /// When something begins or ends, so that a level may have to be said anew.
    public List<Instant> turns(Instant begin, Instant end) {
        return Stream.concat(own.stream(), off.stream())
                .flatMap(each -> Stream.of(each.from(), each.to()))
                .filter(at -> !at.isBefore(begin) && at.isBefore(end))
                .toList();
    }

    /// Whether a level has to be said although it is as it was.
    public boolean comesBack(Instant at) {
        return Stream.concat(off.stream(), dead()).anyMatch(each -> each.to().equals(at));
    }

    /// Whether a cable is cut just now.
    public boolean dies(Instant at) {
        return dead().anyMatch(each -> each.from().equals(at));
    }

    private Stream<Ailing> dead() {
        return own.stream().filter(each -> each.what() == Ailment.DEAD);
    }

    /// What the line says while it should say `active`.
    public boolean said(boolean active, Instant at) {
        boolean said = active;
        for (Ailing each : own) {
            if (each.isOn(at)) {
                said = switch (each.what()) {
                    case STUCK -> true;
                    case DEAF -> false;
                    case INVERTED -> !said;
                    case DEAD, GHOST, SUN, SWAPPED_DIRECTION, BLOCKED -> said;
                };
            }
        }
        return said;
    }
}
