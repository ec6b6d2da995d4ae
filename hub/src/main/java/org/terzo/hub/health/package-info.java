/// Whether the hub is well, and if not, why.
@NullMarked
package org.terzo.hub.health;

import org.jspecify.annotations.NullMarked;
