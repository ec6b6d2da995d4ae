package org.terzo.hub.occupancy.watch;

/// When a site that closes is closed at night: 02:00 to 05:00 where it is.
@FunctionalInterface
public interface Nights {
    /// A site that never closes, or does not say.
    Nights NONE = _ -> Watching.NEVER;

    /// The beginning of the last such night that was over at `at`; `NEVER` when there was none.
    long before(long at);
}
