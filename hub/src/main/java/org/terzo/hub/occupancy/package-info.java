/// What the hub believes of desks and zones: pure, without clock, threads or I/O.
@NullMarked
package org.terzo.hub.occupancy;

import org.jspecify.annotations.NullMarked;
