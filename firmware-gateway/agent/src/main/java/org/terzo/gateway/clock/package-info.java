/// The time of the board: whether it knows it, and what it counts by until it does.
@NullMarked
package org.terzo.gateway.clock;

import org.jspecify.annotations.NullMarked;
