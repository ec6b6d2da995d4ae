package org.terzo.simulator.life;

/// How the people of a site live; scenarios turn these dials. Shares are probabilities.
public record Habits(Desks desks, Rooms rooms, Doorway doorway, Others others) {
    /// As coworkers are found to be on ordinary days.
    public static final Habits USUAL = new Habits(
            new Desks(1, 0.12, 0.18, 0.75, 0.5, 0.05, 0.03), new Rooms(0.45, 4, 0.01, 0.04), new Doorway(0.06, 0.15, 1.6, 0.015), new Others(1.5, 0.6, 0.05));

    /// @param attendance factor on how often members come
    /// @param still share of members who sit very still
    /// @param fidgety share of members who never do
    /// @param lunch share of days somebody goes out for lunch
    /// @param belongings share of breaks in which things stay at the desk
    /// @param second visits in which somebody sits down beside a colleague
    /// @param noShow bookings of a day, per member, that nobody claims
    public record Desks(double attendance, double still, double fidgety, double lunch, double belongings, double second, double noShow) {}

    /// @param meetings share of a meeting room's hours that are taken
    /// @param overrunMinutes mean time a meeting goes on for after its end
    /// @param naps visits with a sleep behind a closed door
    /// @param leftOpen share of entries after which the door stays open
    public record Rooms(double meetings, double overrunMinutes, double naps, double leftOpen) {}

    /// @param pairs share of members who come and go together with another
    /// @param closestSeconds between the two of a pair, at least
    /// @param farthestSeconds between the two of a pair, at most
    /// @param turnBacks people who turn back in the door, per passage
    public record Doorway(double pairs, double closestSeconds, double farthestSeconds, double turnBacks) {}

    /// @param passersPerHour people who come in, look round and go
    /// @param cleaned share of nights with a cleaner
    /// @param events share of days with an evening for guests
    public record Others(double passersPerHour, double cleaned, double events) {}

    public Habits attendedBy(double factor) {
        return with(new Desks(factor, desks.still, desks.fidgety, desks.lunch, desks.belongings, desks.second, desks.noShow));
    }

    /// @param fidgety what is left sits as most do
    public Habits sitting(double still, double fidgety) {
        return with(new Desks(desks.attendance, still, fidgety, desks.lunch, desks.belongings, desks.second, desks.noShow));
    }

    public Habits lunching(double share) {
        return with(new Desks(desks.attendance, desks.still, desks.fidgety, share, desks.belongings, desks.second, desks.noShow));
    }

    public Habits leavingThings(double share) {
        return with(new Desks(desks.attendance, desks.still, desks.fidgety, desks.lunch, share, desks.second, desks.noShow));
    }

    public Habits sittingTogether(double share) {
        return with(new Desks(desks.attendance, desks.still, desks.fidgety, desks.lunch, desks.belongings, share, desks.noShow));
    }

    public Habits stayingAway(double share) {
        return with(new Desks(desks.attendance, desks.still, desks.fidgety, desks.lunch, desks.belongings, desks.second, share));
    }

    private Habits with(Desks other) {
        return new Habits(other, rooms, doorway, others);
    }

    public Habits meeting(double share, double overrunMinutes) {
        return new Habits(desks, new Rooms(share, overrunMinutes, rooms.naps, rooms.leftOpen), doorway, others);
    }

    public Habits sleeping(double share) {
        return new Habits(desks, new Rooms(rooms.meetings, rooms.overrunMinutes, share, rooms.leftOpen), doorway, others);
    }

    public Habits leavingDoorsOpen(double share) {
        return new Habits(desks, new Rooms(rooms.meetings, rooms.overrunMinutes, rooms.naps, share), doorway, others);
    }

    public Habits inPairs(double share, double closestSeconds, double farthestSeconds) {
        return new Habits(desks, rooms, new Doorway(share, closestSeconds, farthestSeconds, doorway.turnBacks), others);
    }

    public Habits turningBack(double perPassage) {
        return new Habits(desks, rooms, new Doorway(doorway.pairs, doorway.closestSeconds, doorway.farthestSeconds, perPassage), others);
    }

    public Habits passedBy(double perHour) {
        return new Habits(desks, rooms, doorway, new Others(perHour, others.cleaned, others.events));
    }

    public Habits cleaned(double nights) {
        return new Habits(desks, rooms, doorway, new Others(others.passersPerHour, nights, others.events));
    }

    public Habits withEvents(double evenings) {
        return new Habits(desks, rooms, doorway, new Others(others.passersPerHour, others.cleaned, evenings));
    }
}
