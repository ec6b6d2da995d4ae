package org.terzo.hub.occupancy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Frontier;
import org.terzo.wire.GatewayId;

/// A tracker as text: a version, then a line for each gateway and for each desk and zone.
final class TrackerCodec {
    private static final String FAMILY = "terzo-tracker-";
    /// What an earlier one wrote counts for nothing: every subject starts anew.
    static final String VERSION = FAMILY + "3";

    private TrackerCodec() {}

    static String write(Map<GatewayId, Frontier> frontiers, Tracks tracks) {
        StateWriter out = new StateWriter();
        out.word(VERSION).endLine();
        Map<String, Frontier> sorted = new TreeMap<>();
        frontiers.forEach((gateway, frontier) -> sorted.put(gateway.value(), frontier));
        sorted.forEach((gateway, frontier) -> {
            out.word("gateway").word(gateway);
            frontier.write(out);
            out.endLine();
        });
        tracks.byKey().forEach((key, track) -> {
            out.word("track").word(key).word(Tracks.makeOf(track));
            track.write(out);
            out.endLine();
        });
        return out.toString();
    }

    static void read(String saved, Map<GatewayId, Frontier> frontiers, Tracks tracks) {
        String[] lines = saved.split("\n", -1);
        String version = new StateReader(lines[0]).word();
        if (!version.startsWith(FAMILY)) {
            throw new IllegalArgumentException("saved state begins with '%s', not with %s".formatted(lines[0], VERSION));
        }
        if (!version.equals(VERSION)) {
            return;
        }
        for (int i = 1; i < lines.length - 1; i++) {
            readLine(new StateReader(lines[i]), frontiers, tracks);
        }
    }

    private static void readLine(StateReader in, Map<GatewayId, Frontier> frontiers, Tracks tracks) {
        String kind = in.word();
        String key = in.word();
        switch (kind) {
            case "gateway" -> Optional.ofNullable(frontiers.get(new GatewayId(key))).ifPresent(frontier -> frontier.read(in));
            case "track" -> {
                String make = in.word();
                tracks.of(key).ifPresent(track -> goOn(track, make, in));
            }
            default -> throw new IllegalArgumentException("saved state has a line of kind '%s'".formatted(kind));
        }
    }

    /// With other sensors it is another subject, which has no part in what was decided before.
    private static void goOn(Track track, String make, StateReader in) {
        if (Tracks.makeOf(track).equals(make)) {
            track.read(in);
        } else {
            Track.lineOf(in).ifPresent(track::begin);
        }
    }
}
