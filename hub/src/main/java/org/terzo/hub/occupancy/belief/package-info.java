/// What is believed of one desk, room or zone, and what is said of it.
@NullMarked
package org.terzo.hub.occupancy.belief;

import org.jspecify.annotations.NullMarked;
