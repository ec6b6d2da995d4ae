/// The filters themselves: probabilities in, probabilities out, to the bit the same on every machine.
@NullMarked
package org.terzo.hub.occupancy.filter;

import org.jspecify.annotations.NullMarked;
