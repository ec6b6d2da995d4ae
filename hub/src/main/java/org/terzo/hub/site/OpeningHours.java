package org.terzo.hub.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.hours.OpeningRule;
import org.terzo.hub.site.hours.OpeningRule.Span;
import org.terzo.hub.site.hours.OpeningSyntax;

/// When a site is open: its rule in OpenStreetMap syntax, its closures and its exceptional openings, in its own time zone.
///
/// Evaluated are weekdays, times of day (also over midnight), months, dates, years, `off`, `24/7`. Public holidays are not known, so
/// rules about them (`PH`) have no effect: a holiday that closes the site is entered as a closure. Anything else is refused by
/// [SiteFile]. A closure shuts its days from midnight to midnight, and the night that would have followed its last one.
public final class OpeningHours {
    private final Site site;
    private final List<OpeningRule> rules;

    private OpeningHours(Site site, List<OpeningRule> rules) {
        this.site = site;
        this.rules = rules;
    }

    /// Half-open.
    public record Period(Instant from, Instant to) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /// Empty when the site states no hours.
    public static Optional<OpeningHours> of(Site site) {
        return site.openingHours().map(OpeningSyntax::parse).flatMap(parsed -> switch (parsed) {
            case OpeningSyntax.Parsed.Understood(List<OpeningRule> rules) -> Optional.of(new OpeningHours(site, rules));
            case OpeningSyntax.Parsed.NotUnderstood _ -> Optional.empty();
        });
    }

    public boolean isOpen(Instant at) {
        return periods(at.atZone(site.timeZone()).toLocalDate()).stream().anyMatch(period -> period.contains(at));
    }

    /// When it is open within a local day (from its midnight to the next): in order, apart from each other.
    public List<Period> periods(LocalDate day) {
        Instant midnight = day.atStartOfDay(site.timeZone()).toInstant();
        Instant nextMidnight = day.plusDays(1).atStartOfDay(site.timeZone()).toInstant();
        List<Period> periods = new ArrayList<>();
        for (Span span : hours(day)) {
            Instant from = opening(day, span.from());
            Instant to = closing(day, span.to());
            Instant first = from.isBefore(midnight) ? midnight : from;
            Instant last = to.isAfter(nextMidnight) ? nextMidnight : to;
            if (first.isBefore(last)) {
                periods.add(new Period(first, last));
            }
        }
        return merged(periods);
    }

    private List<Span> hours(LocalDate day) {
        List<Span> hours = new ArrayList<>();
        if (!isClosed(day)) {
            hours.addAll(isClosed(day.minusDays(1)) ? OpeningRule.own(rules, day) : OpeningRule.hours(rules, day));
        }
        site.openings().stream()
                .filter(opening -> opening.date().equals(day))
                .forEach(opening -> hours.add(new Span(opening.from().toSecondOfDay() / 60, opening.to().toSecondOfDay() / 60)));
        return hours;
    }

    private boolean isClosed(LocalDate day) {
        return site.closures().stream().anyMatch(closure -> !day.isBefore(closure.from()) && !day.isAfter(closure.to()));
    }

    /// A time that the clock shows twice opens at its first showing; one that it skips opens when the clock has jumped.
    private Instant opening(LocalDate day, int minute) {
        return instant(day, minute, 0);
    }

    /// A time that the clock shows twice closes at its second showing.
    private Instant closing(LocalDate day, int minute) {
        return instant(day, minute, 1);
    }

    private Instant instant(LocalDate day, int minute, int showing) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(minute);
        @Nullable ZoneOffsetTransition change = site.timeZone().getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        List<ZoneOffset> offsets = site.timeZone().getRules().getValidOffsets(local);
        return local.toInstant(offsets.get(Math.min(showing, offsets.size() - 1)));
    }

    private static List<Period> merged(List<Period> periods) {
        List<Period> merged = new ArrayList<>();
        periods.sort(Comparator.comparing(Period::from));
        for (Period period : periods) {
            if (merged.isEmpty() || merged.getLast().to().isBefore(period.from())) {
                merged.add(period);
            } else if (merged.getLast().to().isBefore(period.to())) {
                merged.set(merged.size() - 1, new Period(merged.getLast().from(), period.to()));
            }
        }
        return List.copyOf(merged);
    }
}
