package org.terzo.hub.history.past;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;

/// What is known of one answer beyond the store.
final class Beyond {
    private Beyond() {}

    /// The live answer needs nothing later than what it speaks of; the smoothed one takes all that is known today.
    static Instant until(Answer answer, Range<?> range, InstantSource clock) {
        Instant now = clock.instant();
        return switch (answer) {
            case LIVE -> Merged.earlier(range.to(), now);
            case SMOOTHED -> now;
        };
    }

    static Stream<Said> said(HistoryShipper.Question question, Answer answer) {
        return question.beyond().stream().flatMap(change -> said(change, answer));
    }

    private static Stream<Said> said(OccupancyChange change, Answer answer) {
        return switch (change) {
            case Said live -> answer == Answer.LIVE ? Stream.of(live) : Stream.empty();
            case Smoothed(Said later) -> answer == Answer.SMOOTHED ? Stream.of(later) : Stream.empty();
        };
    }
}
