/// Clocks that are wrong, and gateways that live by them.
@NullMarked
package org.terzo.hub.chaos.clock;

import org.jspecify.annotations.NullMarked;
