package org.terzo.hub.site;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a site's clock and its opening hours say of instants, all in epoch milliseconds.
public final class LocalTimes {
    public static final int HOURS_A_WEEK = 168;

    /// A day of people at work ends when the fewest are about.
    private static final int DAY_TURNS_AT_HOUR = 4;

    private static final Duration LONG_CLOSED = Duration.ofHours(2);
    /// One that is closed for longer has no middle.
    private static final Duration LONGEST_CLOSED = Duration.ofDays(40);
    private static final int LOOKS_DAYS = 90;
    /// What is not found within `LOOKS_DAYS` does not come that soon.
    private static final Duration NOTHING_FOR = Duration.ofDays(30);
    private static final int MINUTE_MILLIS = 60_000;

    private final Site site;
    private final Optional<OpeningHours> hours;
    /// The last answer of `closedMiddle`, which holds from `askedFrom` up to itself.
    private long askedFrom = Long.MAX_VALUE;

    private OptionalLong answered = OptionalLong.empty();

    public LocalTimes(Site site) {
        this.site = site;
        this.hours = OpeningHours.of(site);
    }

    public boolean isClosed(long at) {
        return hours.map(each -> !each.isOpen(Instant.ofEpochMilli(at))).orElse(false);
    }

    /// 0 is Monday from 00:00 to 01:00, by the site's clock.
    public int hourOfWeek(long at) {
        ZonedDateTime local = local(at);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }

    /// Whether a day of work ends with the minute that ends at `at`.
    public boolean isTurnOfDay(long at) {
        ZonedDateTime now = local(at).minusHours(DAY_TURNS_AT_HOUR);
        ZonedDateTime before = local(at - MINUTE_MILLIS).minusHours(DAY_TURNS_AT_HOUR);
        return now.toLocalDate().isAfter(before.toLocalDate());
    }

    private ZonedDateTime local(long at) {
        return Instant.ofEpochMilli(at).atZone(site.timeZone());
    }

    /// The first minute after `after` that lies in the middle of a time of 2 h to 40 days for which the site is closed; empty when none
    /// comes within a month.
    public OptionalLong closedMiddle(long after) {
        boolean isKnown = askedFrom <= after && after < answered.orElse(askedFrom + NOTHING_FOR.toMillis());
        if (!isKnown) {
            askedFrom = after;
            answered = hours.flatMap(each -> closedMiddle(each, after)).map(OptionalLong::of).orElseGet(OptionalLong::empty);
        }
        return answered;
    }

    private Optional<Long> closedMiddle(OpeningHours opening, long after) {
        LocalDate today = local(after).toLocalDate();
        List<OpeningHours.Period> before = List.of();
        for (int day = 0; day <= LOOKS_DAYS && before.isEmpty(); day++) {
            before = opening.periods(today.minusDays(day)).stream().filter(each -> each.to().toEpochMilli() <= after).toList();
        }
        List<OpeningHours.Period> open = new ArrayList<>(before);
        for (int day = 0; day <= LOOKS_DAYS; day++) {
            for (OpeningHours.Period each : opening.periods(today.plusDays(day))) {
                Optional<Long> middle = open.isEmpty() ? Optional.empty() : middle(open.getLast(), each).filter(at -> at > after);
                if (middle.isPresent()) {
                    return middle;
                }
                if (open.isEmpty() || !each.to().isBefore(open.getLast().to())) {
                    open.add(each);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> middle(OpeningHours.Period before, OpeningHours.Period next) {
        long from = before.to().toEpochMilli();
        long length = next.from().toEpochMilli() - from;
        long middle = from + length / 2;
        boolean isNight = length >= LONG_CLOSED.toMillis() && length <= LONGEST_CLOSED.toMillis();
        return isNight ? Optional.of(middle - StrictMath.floorMod(middle, MINUTE_MILLIS)) : Optional.empty();
    }
}
