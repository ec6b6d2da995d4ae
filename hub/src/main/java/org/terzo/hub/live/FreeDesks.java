package org.terzo.hub.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.SiteNow.DeskNow;
import org.terzo.hub.occupancy.SiteNow.ZoneNow;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// What a member may know of free desks: desks of named persons are left out altogether.
final class FreeDesks {
    private FreeDesks() {}

    static LiveJson.FreeDesks of(
            LiveSites.Answer answer, Optional<Boolean> open, String rule, Optional<ZoneId> zone, Optional<String> amenity) {
        Site site = answer.moment().site();
        Map<DeskId, DeskNow> now =
                answer.moment().now().desks().stream().collect(Collectors.toMap(DeskNow::desk, Function.identity()));
        Predicate<Site.Desk> wanted = desk -> !desk.assigned()
                && now.containsKey(desk.id())
                && zone.map(each -> desk.zone().equals(each)).orElse(true)
                && amenity.map(desk.amenities()::contains).orElse(true);
        List<Site.Desk> desks = site.desks().stream().filter(wanted).toList();
        List<DeskNow> states = desks.stream().map(desk -> now.get(desk.id())).toList();
        return new LiveJson.FreeDesks(
                WireTime.text(answer.moment().now().asOf()),
                site.id().value(),
                site.name(),
                site.timeZone().getId(),
                open.orElse(null),
                new LiveJson.Free(count(states, DeskState.FREE), count(states, DeskState.FREE) + count(states, DeskState.HELD)),
                count(states, DeskState.UNKNOWN),
                rule,
                site.zones().stream()
                        .filter(each -> zone.map(each.id()::equals).orElse(true))
                        .filter(each -> each.kind() == Site.ZoneKind.DESKS)
                        .map(each -> zone(answer, each, desks, now))
                        .toList());
    }

    private static LiveJson.FreeZone zone(LiveSites.Answer answer, Site.Zone zone, List<Site.Desk> all, Map<DeskId, DeskNow> now) {
        List<Site.Desk> desks = all.stream().filter(desk -> desk.zone().equals(zone.id())).toList();
        List<DeskNow> states = desks.stream().map(desk -> now.get(desk.id())).toList();
        return new LiveJson.FreeZone(
                zone.id().value(),
                zone.name(),
                count(states, DeskState.FREE),
                count(states, DeskState.UNKNOWN),
                LiveView.headcount(zoneNow(answer, zone.id()).flatMap(ZoneNow::headcount)),
                zone.capacity().orElse(null),
                desks.stream().flatMap(desk -> Optional.ofNullable(now.get(desk.id())).map(each -> desk(desk, each)).stream()).toList());
    }

    private static LiveJson.FreeDesk desk(Site.Desk desk, DeskNow now) {
        return new LiveJson.FreeDesk(
                desk.id().value(), desk.label(), now.state().text(), WireTime.text(now.since()), desk.amenities());
    }

    private static Optional<ZoneNow> zoneNow(LiveSites.Answer answer, ZoneId id) {
        return answer.moment().now().zones().stream().filter(zone -> zone.zone().equals(id)).findFirst();
    }

    private static int count(List<DeskNow> desks, DeskState state) {
        return (int) desks.stream().filter(desk -> desk.state() == state).count();
    }
}
