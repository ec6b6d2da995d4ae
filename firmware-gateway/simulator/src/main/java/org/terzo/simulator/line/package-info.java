/// What happens to the line of a sensor with a level.
@NullMarked
package org.terzo.simulator.line;

import org.jspecify.annotations.NullMarked;
