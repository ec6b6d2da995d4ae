package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.belief.CountFilter;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Frontier;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.ZoneId;

/// All that is believed of one site. One thread owns it.
///
/// Time has a *line*: up to it everything is known and decided for good; what lies beyond is decided anew each time somebody asks.
public final class SiteTracker {
    private final Site site;
    private final Settled settled;
    private final Tracks tracks;
    private final Map<GatewayId, Frontier> frontiers = new HashMap<>();

    /// Answers live only.
    public SiteTracker(Site site, Settled settled) {
        this(site, Set.of(Answer.LIVE), settled);
    }

    public SiteTracker(Site site, Set<Answer> answers, Settled settled) {
        this.site = site;
        this.settled = settled;
        tracks = new Tracks(site, answers);
        site.sensors().forEach(sensor -> frontiers.putIfAbsent(sensor.gateway(), new Frontier()));
    }

    /// Takes an entry; what became final goes to `settled`.
    public void take(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Records records -> frontier(records.gateway()).ifPresent(frontier -> {
                hear(records, records.gateway(), frontier.take(records));
                records.records().forEach(record -> offer(records, record));
                settle(records.gateway());
            });
            case JournalEntry.Watched watched -> frontier(watched.gateway()).ifPresent(frontier -> {
                hear(watched, watched.gateway(), frontier.take(watched));
                settle(watched.gateway());
            });
            case JournalEntry.Recounted recounted -> counted(recounted.zone()).ifPresent(track -> {
                track.recount(
                        Evidence.recount(recounted.at().toEpochMilli(), recounted.position(), recounted.people()),
                        recounted.position(), this::claimed, settled);
                settle(track);
            });
            case JournalEntry.Revised _ -> {
                // a new revision is a new tracker, restored from this one
            }
        }
    }

    private Optional<Track> counted(Optional<ZoneId> zone) {
        return tracks.of(zone.map(Tracks::zoneKey).orElse(Tracks.WHOLE)).filter(track -> track.subject() instanceof CountFilter);
    }

    private void hear(JournalEntry entry, GatewayId gateway, Frontier.News news) {
        for (Track track : tracks.of(gateway)) {
            track.affect(news.from());
            if (Tracks.isWatchedBy(track, gateway)) {
                track.claimed(news.claimedFrom(), entry.position());
            }
        }
    }

    private void offer(JournalEntry.Records records, JournalEntry.Numbered record) {
        if (record.content() instanceof Observation observation) {
            Evidence evidence = Evidence.of(records.gateway(), records.log(), record.sequence(), observation);
            tracks.of(observation.sensor()).forEach(track -> track.offer(evidence, records.position(), this::claimed, settled));
        }
    }

    private void settle(GatewayId gateway) {
        tracks.of(gateway).forEach(this::settle);
    }

    private void settle(Track track) {
        track.settle(lineOf(track.subject()), this::claimed, settled);
    }

    /// Decides what can be decided: after a correction, and after a restart that came upon one.
    public void settle() {
        frontiers.keySet().forEach(this::settle);
    }

    /// By these `Recompute.Checkpoint` tells desks and zones apart.
    public Set<String> names() {
        return Set.copyOf(tracks.byKey().keySet());
    }

    /// What was decided and may not hold, since something earlier came to light.
    public List<Recompute.Doubt> doubts() {
        return tracks.byKey().values().stream().flatMap(track -> track.doubt().stream()).toList();
    }

    /// Works doubts out anew, by the claims that are known now; this tracker has no part in it.
    public Recompute recompute(List<Recompute.Start> starts) {
        Map<GatewayId, Sight> sights = new HashMap<>();
        frontiers.forEach((gateway, frontier) -> sights.put(gateway, frontier.claimedSoFar()));
        Map<String, List<Evidence>> recounts = new HashMap<>();
        tracks.byKey().forEach((key, track) -> recounts.put(key, track.recounts()));
        return new Recompute(site, sights, recounts, starts);
    }

    /// What stands when a doubt can no longer be worked out: all as it was decided.
    public Optional<Recompute.Corrected> asItIs(Recompute.Doubt doubt) {
        return tracks.of(doubt.track())
                .map(track -> new Recompute.Corrected(doubt.since(doubt.line() + 1), track.checkpoint(), List.of(), List.of(), doubt.line() + 1));
    }

    /// Goes on from what was worked out anew, unless more was put in doubt since. What follows is decided by `settle`.
    public boolean correct(Recompute.Corrected corrected) {
        return tracks.of(corrected.doubt().track())
                .map(track -> track.correct(corrected.state(), corrected.doubt().position()))
                .orElse(false);
    }

    /// What another tracker, whose doubts these are, can go on from.
    ///
    /// @param position of the last entry that was taken
    public List<Recompute.Standing> standing(List<Recompute.Doubt> doubts, long position) {
        List<Recompute.Standing> standing = new ArrayList<>();
        for (Recompute.Doubt doubt : doubts) {
            tracks.of(doubt.track())
                    .filter(track -> track.doubt().isEmpty() && track.line() >= doubt.line() && position >= doubt.position())
                    .ifPresent(track -> standing.add(new Recompute.Standing(track.checkpoint(), position)));
        }
        return standing;
    }

    /// Goes on from how another tracker stands, where nothing that was told since bears on the time before.
    public void goOnFrom(List<Recompute.Standing> standing) {
        standing.forEach(each -> tracks.of(each.state().track()).ifPresent(track -> {
            boolean _ = track.correct(each.state(), each.position());
        }));
        settle();
    }

    /// Up to here all of its gateways have spoken, and what comes late has had its time.
    private long lineOf(Subject subject) {
        return spokenByAll(subject) - Track.WINDOW_MILLIS;
    }

    /// Up to here all have spoken, or at least one has, and is not likely to add anything.
    private long aheadOf(Subject subject) {
        long furthest = subject.told().stream().mapToLong(this::spokenTo).max().orElse(Watching.NEVER);
        return StrictMath.max(spokenByAll(subject), furthest - Frontier.SUPPOSED_MILLIS) - Track.DISORDER_MILLIS;
    }

    private long spokenByAll(Subject subject) {
        return subject.told().stream().mapToLong(this::spokenTo).min().orElse(Watching.FOREVER);
    }

    /// A sensor that reports needs no word on whether its gateway watched.
    private long spokenTo(Sense sense) {
        Frontier frontier = known(sense.sensor().gateway());
        return sense.sensor().reportSeconds().isPresent() ? frontier.observedTo() : frontier.claimedTo();
    }

    private Subject forward(Track track, long until) {
        return track.show(until, aheadOf(track.subject()), gateway -> known(gateway).supposed());
    }

    /// What is so at `now`, given when each gateway was last heard.
    public SiteNow at(Instant now, Map<GatewayId, Instant> lastHeard) {
        Outlook outlook = new Outlook(now, lastHeard, this::known, track -> forward(track, now.toEpochMilli()));
        List<SiteNow.DeskNow> desks = new ArrayList<>();
        for (Site.Desk desk : site.desks()) {
            tracks.of(Tracks.deskKey(desk.id())).flatMap(outlook::desk).ifPresent(desks::add);
        }
        List<SiteNow.ZoneNow> zones = new ArrayList<>();
        for (Site.Zone zone : site.zones()) {
            zones.add(outlook.zone(zone.id(), tracks.of(Tracks.zoneKey(zone.id()))));
        }
        Optional<Headcount> sum = sumOfZones(zones);
        return new SiteNow(
                now, desks, zones, tracks.of(Tracks.WHOLE).map(outlook::whole).map(whole -> sum.map(whole::besides).orElse(whole)));
    }

    /// Of all but the rooms; empty when one of them is not counted or unknown, or they are too few to be compared with the site.
    private Optional<Headcount> sumOfZones(List<SiteNow.ZoneNow> zones) {
        int low = 0;
        int best = 0;
        int high = 0;
        for (SiteNow.ZoneNow zone : zones) {
            boolean isRoom = site.zone(zone.zone()).filter(each -> each.kind() == Site.ZoneKind.ROOM).isPresent();
            if (!isRoom && zone.headcount().isEmpty()) {
                return Optional.empty();
            }
            low += isRoom ? 0 : zone.headcount().map(Headcount::low).orElse(0);
            best += isRoom ? 0 : zone.headcount().map(Headcount::best).orElse(0);
            high += isRoom ? 0 : zone.headcount().map(Headcount::high).orElse(0);
        }
        return zones.isEmpty() ? Optional.empty() : Optional.of(new Headcount(low, best, high));
    }

    /// The changes after the line up to `until`, as far as known today.
    public List<OccupancyChange> provisional(Instant until) {
        List<OccupancyChange> changes = new ArrayList<>();
        for (Track track : tracks.byKey().values()) {
            track.changes(until, aheadOf(track.subject()), gateway -> known(gateway).supposed(), changes::add);
        }
        changes.sort(Comparator.comparing(OccupancyChange::at));
        return changes;
    }

    /// Observations that came after their time had been decided, counted once for each desk or zone they bear on.
    public long late() {
        return tracks.byKey().values().stream().mapToLong(Track::late).sum();
    }

    /// The whole state as text, for a restart.
    public String save() {
        return TrackerCodec.write(frontiers, tracks);
    }

    /// The tracker that `save` wrote; desks and zones that the site no longer has are dropped, new ones start from nothing.
    ///
    /// One whose sensors were changed counts as new.
    public static SiteTracker restore(Site site, Set<Answer> answers, String saved, Settled settled) {
        SiteTracker tracker = new SiteTracker(site, answers, settled);
        TrackerCodec.read(saved, tracker.frontiers, tracker.tracks);
        tracker.settle();
        return tracker;
    }

    /// The same, of one that answers live only.
    public static SiteTracker restore(Site site, String saved, Settled settled) {
        return restore(site, Set.of(Answer.LIVE), saved, settled);
    }

    /// Says in hindsight what can be said of desks and zones that the next revision of the site begins anew or has no more.
    public void leave(Site next) {
        Tracks following = new Tracks(next, Set.of(Answer.LIVE));
        tracks.byKey().forEach((key, track) -> {
            boolean goesOn = following.of(key).map(Tracks::makeOf).equals(Optional.of(Tracks.makeOf(track)));
            if (!goesOn) {
                track.subject().conclude(settled);
            }
        });
    }

    private Sight claimed(GatewayId gateway) {
        return known(gateway).claimed();
    }

    private Frontier known(GatewayId gateway) {
        return frontiers.computeIfAbsent(gateway, _ -> new Frontier());
    }

    private Optional<Frontier> frontier(GatewayId gateway) {
        return Optional.ofNullable(frontiers.get(gateway));
    }
}
