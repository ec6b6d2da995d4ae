/// Sensors as they are: what they make of what happens in front of them, and how they fail.
@NullMarked
package org.terzo.simulator.sensing;

import org.jspecify.annotations.NullMarked;
