package org.terzo.simulator.sensing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.line.PirFeeling;
import org.terzo.simulator.line.PressureFeeling;
import org.terzo.simulator.line.RadarFeeling;
import org.terzo.simulator.line.ReedFeeling;
import org.terzo.simulator.scene.Felt;
import org.terzo.simulator.scene.Place;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.simulator.site.SimulatedSite.Zone;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

/// All sensors and gateways of a site.
public final class Instruments {
    private static final Comparator<Told> IN_ORDER = Comparator.comparing(Told::truly).thenComparing(Told::gateway);

    private final SimulatedSite site;
    private final Map<SensorId, Place> places = new HashMap<>();
    private final Map<SensorId, Device> devices = new LinkedHashMap<>();
    private final Map<GatewayId, GatewayLog> logs = new TreeMap<>();

    public Instruments(SimulatedSite site, Counting counting, List<Fault> faults, long seed) {
        this.site = site;
        site.desks().forEach(desk -> desk.sensors().forEach(sensor -> places.put(sensor, new Place.AtDesk(desk.id()))));
        site.zones().forEach(zone -> zone.sensors().forEach(sensor -> places.put(sensor, new Place.InZone(zone.id()))));
        site.doors().forEach(door -> door.sensors().forEach(sensor -> places.put(sensor, new Place.AtDoor(door.id()))));
        site.sensors().forEach(sensor -> devices.put(sensor.id(), device(sensor, counting, new Ailments(sensor, faults), Chance.of(seed, "sensor", sensor.id()))));
        site.gateways().forEach(gateway -> logs.put(gateway, new GatewayLog(gateway, faults)));
    }

    private Device device(Sensor sensor, Counting counting, Ailments ailments, Chance chance) {
        java.time.ZoneId timeZone = site.hours().timeZone();
        return switch (sensor.kind()) {
            case PIR -> new LevelDevice(sensor, new PirFeeling(chance), ailments, timeZone, chance);
            case RADAR, TOF -> new LevelDevice(sensor, new RadarFeeling(chance), ailments, timeZone, chance);
            case MAT, SEAT -> new LevelDevice(sensor, new PressureFeeling(chance), ailments, timeZone, chance);
            case REED -> new LevelDevice(sensor, new ReedFeeling(), ailments, timeZone, chance);
            case BEAM_PAIR, TOF_COUNTER -> new CounterDevice(sensor, counting, ailments, chance);
            case SCD41 -> new AirDevice(sensor, capacityAround(sensor), ailments, chance);
        };
    }

    private int capacityAround(Sensor sensor) {
        return site.zones().stream().filter(zone -> zone.sensors().contains(sensor.id())).map(Zone::capacity).findFirst().orElse(site.capacity());
    }

    /// What the gateways write from `begin` to `end`, in order of true time.
    ///
    /// @param felt what happens meanwhile, in order of time
    public List<Told> sense(List<Felt> felt, Instant begin, Instant end) {
        Map<Place, List<Stimulus>> byPlace = new HashMap<>();
        felt.forEach(each -> byPlace.computeIfAbsent(each.place(), _ -> new ArrayList<>()).add(each.what()));
        Map<GatewayId, List<Observation>> noted = new TreeMap<>();
        for (Sensor sensor : site.sensors()) {
            List<Stimulus> here = Optional.ofNullable(places.get(sensor.id())).flatMap(place -> Optional.ofNullable(byPlace.get(place))).orElse(List.of());
            List<Observation> said = Optional.ofNullable(devices.get(sensor.id())).orElseThrow().sense(here, begin, end);
            noted.computeIfAbsent(sensor.gateway(), _ -> new ArrayList<>()).addAll(said);
        }
        List<Told> told = new ArrayList<>();
        logs.forEach((gateway, log) -> told.addAll(log.write(noted.getOrDefault(gateway, List.of()), begin, end)));
        told.sort(IN_ORDER);
        return told;
    }

    /// All gateways start: levels are said again, and watching begins.
    public void beginAnew() {
        devices.values().forEach(Device::beginAnew);
        logs.values().forEach(GatewayLog::beginAnew);
    }

    /// What the gateways write when all ends.
    public List<Told> close(Instant end) {
        return logs.values().stream().flatMap(log -> log.close(end).stream()).toList();
    }
}
