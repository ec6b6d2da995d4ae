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

    public Habits with(Desks other) {
        return new Habits(other, rooms, doorway, others);
    }

    public Habits with(Rooms other) {
        return new Habits(desks, other, doorway, others);
    }

    public Habits with(Doorway other) {
        return new Habits(desks, rooms, other, others);
    }

    public Habits with(Others other) {
        return new Habits(desks, rooms, doorway, other);
    }
}
