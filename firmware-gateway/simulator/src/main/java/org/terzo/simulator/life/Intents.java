package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.Hours;
import org.terzo.simulator.site.Hours.Open;

/// Who means to come on a day, and from when to when.
final class Intents {
    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final double AUGUST = 0.35;
    private static final double CHRISTMAS = 0.4;
    private static final double HOLIDAY = 0.2;

    private final Hours hours;
    private final Habits habits;
    private final long seed;

    Intents(Hours hours, Habits habits, long seed) {
        this.hours = hours;
        this.habits = habits;
        this.seed = seed;
    }

    record Intent(Member member, Instant comes, Instant goes) {}

    /// In order of coming.
    List<Intent> on(LocalDate day, List<Member> members) {
        List<Open> open = hours.on(day);
        if (open.isEmpty()) {
            return List.of();
        }
        List<Intent> intents = new ArrayList<>();
        for (Member member : members) {
            intent(day, open, member).map(own -> together(day, own, intents)).ifPresent(intents::add);
        }
        intents.sort(Comparator.comparing(Intent::comes).thenComparingInt(intent -> intent.member().number()));
        return intents;
    }

    private Optional<Intent> intent(LocalDate day, List<Open> open, Member member) {
        Chance chance = Chance.of(seed, "day", member.number(), day);
        boolean comesAtAll = chance.in(member.attendance() * calendar(day));
        double late = chance.normal(member.comesMinutes(), 22);
        Duration stay = Chance.ofMinutes(chance.logNormal(member.stayMinutes(), 0.28));
        Duration overstay = chance.in(0.05) ? chance.minutes(0, 25) : chance.minutes(-14, -0.5);
        if (!comesAtAll) {
            return Optional.empty();
        }
        if (hours.isAlways()) {
            Instant comes = hours.at(day, Math.clamp(late, 1, 24 * 60 - 1));
            return Optional.of(new Intent(member, comes, comes.plus(stay)));
        }
        Instant comes = open.getFirst().from().plus(Chance.ofMinutes(Math.max(0.5, late)));
        Instant closes = open.getLast().to().plus(overstay);
        Instant goes = comes.plus(stay).isAfter(closes) ? closes : comes.plus(stay);
        return Optional.of(new Intent(member, comes, goes)).filter(intent -> !comes.plus(SHORTEST).isAfter(goes));
    }

    /// The share of members that a day's place in the week and the year lets come.
    private double calendar(LocalDate day) {
        double weekday = switch (day.getDayOfWeek()) {
            case MONDAY -> 0.95;
            case TUESDAY, WEDNESDAY -> 1.1;
            case THURSDAY -> 1.05;
            case FRIDAY -> 0.75;
            case SATURDAY -> 0.35;
            case SUNDAY -> 0.25;
        };
        boolean isChristmas = (day.getMonth() == Month.DECEMBER && day.getDayOfMonth() > 20) || (day.getMonth() == Month.JANUARY && day.getDayOfMonth() < 7);
        double season = day.getMonth() == Month.AUGUST ? AUGUST : isChristmas ? CHRISTMAS : 1;
        return weekday * season * (hours.isHoliday(day) ? HOLIDAY : 1);
    }

    /// Every second member may come and go right behind the one before.
    private Intent together(LocalDate day, Intent own, List<Intent> before) {
        Chance chance = Chance.of(seed, "pair", own.member().number() / 2, day);
        boolean isPair = chance.in(habits.doorway().pairs());
        Optional<Intent> ahead = before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
        if (!isPair || ahead.filter(first -> first.member().number() == own.member().number() - 1).isEmpty() || own.member().number() % 2 == 1) {
            return own;
        }
        return new Intent(own.member(), ahead.get().comes().plus(headway(chance)), ahead.get().goes().plus(headway(chance)));
    }

    private Duration headway(Chance chance) {
        return chance.seconds(habits.doorway().closestSeconds(), habits.doorway().farthestSeconds());
    }
}
