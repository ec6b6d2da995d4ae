/// What sensors said, and when somebody looked at them.
@NullMarked
package org.terzo.hub.occupancy.watch;

import org.jspecify.annotations.NullMarked;
