package org.terzo.simulator.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;

/// What breaks at a site, and when.
@FunctionalInterface
interface FaultPlan {
    FaultPlan NOTHING = (_, _) -> List.of();

    /// Every eighth sensor of a kind, at least one.
    int ONE_IN = 8;

    int ONE_IN_FLEET = 20;
    int SEARCHED_DAYS = 14;
    Duration FOR_GOOD = Duration.ofDays(3_650);

    /// Empty when the site has nothing that can fail this way.
    ///
    /// @param from the first day
    List<Fault> of(SimulatedSite site, LocalDate from);

    /// From the first midnight on.
    static FaultPlan always(Ailment what, SensorKind... kinds) {
        return (site, from) -> {
            Instant begin = site.hours().midnight(from);
            return ailing(what, some(site, kinds), begin, begin.plus(FOR_GOOD));
        };
    }

    /// @param minute of the first open day
    static FaultPlan once(Ailment what, int minute, Duration lasts, SensorKind... kinds) {
        return (site, from) -> {
            Instant begin = site.hours().at(firstOpen(site, from), minute);
            return ailing(what, some(site, kinds), begin, begin.plus(lasts));
        };
    }

    private static List<Fault> ailing(Ailment what, List<Sensor> sensors, Instant begin, Instant end) {
        return sensors.stream().<Fault>map(sensor -> new Ailing(sensor.id(), what, begin, end)).toList();
    }

    /// Of the first of `kinds` that the site has.
    private static List<Sensor> some(SimulatedSite site, SensorKind... kinds) {
        List<Sensor> those = Arrays.stream(kinds).map(site::sensorsOf).filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
        return IntStream.range(0, those.size()).filter(i -> i % ONE_IN == 0).mapToObj(those::get).toList();
    }

    private static LocalDate firstOpen(SimulatedSite site, LocalDate from) {
        return IntStream.range(0, SEARCHED_DAYS).mapToObj(from::plusDays).filter(day -> !site.hours().on(day).isEmpty()).findFirst().orElse(from);
    }

    /// The first two desk sensors of a kind at one gateway, for good.
    static List<Fault> swappedPins(SimulatedSite site, LocalDate from) {
        Instant begin = site.hours().midnight(from);
        for (SensorKind kind : List.of(SensorKind.PIR, SensorKind.RADAR, SensorKind.SEAT, SensorKind.MAT)) {
            for (GatewayId gateway : site.gateways()) {
                List<Sensor> two = site.sensorsOf(kind).stream().filter(sensor -> sensor.gateway().equals(gateway)).limit(2).toList();
                if (two.size() == 2) {
                    return List.of(new Fault.SwappedPins(two.getFirst().id(), two.getLast().id(), begin, begin.plus(FOR_GOOD)));
                }
            }
        }
        return List.of();
    }

    /// The first gateway, on the first open day from 10:40 for 2 h 30 min.
    static List<Fault> gatewayOff(SimulatedSite site, LocalDate from) {
        Instant begin = site.hours().at(firstOpen(site, from), 10 * 60 + 40);
        return site.gateways().stream().limit(1).<Fault>map(gateway -> new Fault.GatewayOff(gateway, begin, begin.plus(Duration.ofMinutes(150)))).toList();
    }

    /// The first gateway is 25 min behind, from 09:00 of the first open day for two days.
    static List<Fault> wrongClock(SimulatedSite site, LocalDate from) {
        Instant begin = site.hours().at(firstOpen(site, from), 9 * 60);
        return site.gateways().stream().limit(1)
                .<Fault>map(gateway -> new Fault.WrongClock(gateway, Duration.ofMinutes(-25), begin, begin.plus(Duration.ofDays(2))))
                .toList();
    }

    /// Of 20 sensors with a level one is stuck, one deaf and one dead.
    static List<Fault> fleet(SimulatedSite site, LocalDate from) {
        Instant begin = site.hours().midnight(from);
        Instant end = begin.plus(FOR_GOOD);
        List<Fault> faults = new ArrayList<>();
        List<Sensor> levels = site.sensors().stream().filter(sensor -> sensor.kind() == SensorKind.PIR || sensor.kind() == SensorKind.RADAR
                || sensor.kind() == SensorKind.MAT || sensor.kind() == SensorKind.SEAT).toList();
        for (int i = 0; i < levels.size(); i++) {
            SensorId sensor = levels.get(i).id();
            switch (i % ONE_IN_FLEET) {
                case 4 -> faults.add(new Ailing(sensor, Ailment.STUCK, begin, end));
                case 10 -> faults.add(new Ailing(sensor, Ailment.DEAF, begin, end));
                case 17 -> faults.add(new Ailing(sensor, Ailment.DEAD, begin, end));
                default -> {
                    // works
                }
            }
        }
        return faults;
    }
}
