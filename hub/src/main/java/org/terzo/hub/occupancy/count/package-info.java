/// What is learned of a place whose doors are counted, and what else speaks of its headcount.
@NullMarked
package org.terzo.hub.occupancy.count;

import org.jspecify.annotations.NullMarked;
