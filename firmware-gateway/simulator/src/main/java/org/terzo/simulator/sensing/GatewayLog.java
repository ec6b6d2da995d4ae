package org.terzo.simulator.sensing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.terzo.gateway.sensor.Watch;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.GatewayOff;
import org.terzo.simulator.fault.Fault.SwappedPins;
import org.terzo.simulator.fault.Fault.WrongClock;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

/// What one gateway writes down: its sensors' observations by its own clock and wiring, and what it watched.
final class GatewayLog {
    private static final Comparator<Observation> IN_ORDER = Comparator.comparing(Observation::at).thenComparing(Observation::sensor);

    private final GatewayId gateway;
    private final List<GatewayOff> off;
    private final List<WrongClock> clocks;
    private final List<SwappedPins> swapped;
    private Optional<Watch> watch = Optional.empty();

    GatewayLog(GatewayId gateway, List<Fault> faults) {
        this.gateway = gateway;
        this.off = of(GatewayOff.class, faults).stream().filter(each -> each.gateway().equals(gateway)).toList();
        this.clocks = of(WrongClock.class, faults).stream().filter(each -> each.gateway().equals(gateway)).toList();
        this.swapped = of(SwappedPins.class, faults);
    }

    private static <T> List<T> of(Class<T> type, List<Fault> faults) {
        return faults.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// @param noted by the gateway's sensors from `begin` to `end`, in any order
    List<Told> write(List<Observation> noted, Instant begin, Instant end) {
        List<Observation> inOrder = new ArrayList<>(noted);
        inOrder.sort(IN_ORDER);
        List<Told> written = new ArrayList<>();
        Instant from = begin;
        int next = 0;
        for (Instant turn : turns(begin, end)) {
            int first = next;
            while (next < inOrder.size() && inOrder.get(next).at().isBefore(turn)) {
                next++;
            }
            stretch(inOrder.subList(first, next), from, turn, end, written);
            from = turn;
        }
        return written;
    }

    /// Ends of stretches in which the clock runs evenly and the gateway is on or off throughout.
    private SortedSet<Instant> turns(Instant begin, Instant end) {
        SortedSet<Instant> turns = new TreeSet<>(List.of(end));
        List<Fault> all = new ArrayList<>(off);
        all.addAll(clocks);
        for (Fault each : all) {
            for (Instant turn : List.of(each.from(), each.to())) {
                if (turn.isAfter(begin) && turn.isBefore(end)) {
                    turns.add(turn);
                }
            }
        }
        return turns;
    }

    private void stretch(List<Observation> noted, Instant from, Instant to, Instant end, List<Told> written) {
        if (off.stream().anyMatch(each -> each.isOn(from))) {
            watch = Optional.empty();
            return;
        }
        Duration ahead = clocks.stream().filter(each -> each.isOn(from)).map(WrongClock::ahead).findFirst().orElse(Duration.ZERO);
        Watch live = watch.orElseGet(() -> new Watch(from.plus(ahead)));
        for (Observation each : noted) {
            Instant at = each.at().plus(ahead);
            live.before(at).forEach(alive -> written.add(told(alive, ahead)));
            written.add(told(new Observation(at, said(each.sensor(), each.at()), each.reading()), ahead));
        }
        List<Alive> rest = to.equals(end) ? live.quietUntil(to.plus(ahead)) : live.until(to.plus(ahead));
        rest.forEach(alive -> written.add(told(alive, ahead)));
        watch = to.equals(end) ? Optional.of(live) : Optional.empty();
    }

    void beginAnew() {
        watch = Optional.empty();
    }

    /// Says what was watched up to the end of all.
    List<Told> close(Instant end) {
        Duration ahead = clocks.stream().filter(each -> each.isOn(end.minusMillis(1))).map(WrongClock::ahead).findFirst().orElse(Duration.ZERO);
        return watch.map(live -> live.until(end.plus(ahead))).orElse(List.of()).stream().map(alive -> told(alive, ahead)).toList();
    }

    private SensorId said(SensorId sensor, Instant at) {
        SensorId said = sensor;
        for (SwappedPins each : swapped) {
            said = each.isOn(at) ? each.said(said) : said;
        }
        return said;
    }

    private Told told(LogRecord noted, Duration ahead) {
        Instant at = switch (noted) {
            case Observation seen -> seen.at();
            case Alive alive -> alive.at();
            case LogRecord.Unreadable _ -> throw new IllegalStateException("nothing unreadable is written");
        };
        return new Told(at.minus(ahead), gateway, noted);
    }
}
