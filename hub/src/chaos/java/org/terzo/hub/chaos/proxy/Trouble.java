package org.terzo.hub.chaos.proxy;

/// How a store answers what it is to write.
public enum Trouble {
    NONE,
    TOO_MANY_REQUESTS,
    INTERNAL_ERROR,
    UNAVAILABLE,
    /// It takes a second for each request.
    SLOW,
    /// It writes the first half of the points and then says that it failed.
    HALF_WRITTEN,
    /// It writes all and its answer says that it did not.
    WRITTEN_AND_DENIED,
    /// It writes nothing of one request with several points and says that a point of it was wrong; then it is well again.
    PARTIAL_WRITE
}
