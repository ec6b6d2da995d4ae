/// The hub: everything behind the broker, wired in one place.
@NullMarked
package org.terzo.hub;

import org.jspecify.annotations.NullMarked;
