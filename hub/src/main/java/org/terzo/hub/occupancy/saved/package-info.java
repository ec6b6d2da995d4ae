/// A tracker as text, to the bit.
@NullMarked
package org.terzo.hub.occupancy.saved;

import org.jspecify.annotations.NullMarked;
