/// The rules of inference.md once more, slow and obvious: whatever differs from it is a fault of one of the two.
@NullMarked
package org.terzo.hub.occupancy.reference;

import org.jspecify.annotations.NullMarked;
