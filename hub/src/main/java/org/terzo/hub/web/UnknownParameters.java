package org.terzo.hub.web;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Query parameters that a route does not have.
final class UnknownParameters extends HttpStatusException {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> unknown;

    UnknownParameters(SortedMap<String, String> unknown, SortedSet<String> known) {
        super(HttpStatus.BAD_REQUEST, "unknown query parameter %s; known here: %s".formatted(unknown.sequencedKeySet(), known));
        this.unknown = new TreeMap<>(unknown);
    }

    /// By name, with the values given.
    SortedMap<String, String> unknown() {
        return new TreeMap<>(unknown);
    }

}
