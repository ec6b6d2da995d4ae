/// Sensors and gateways as they are: what they make of what happens in front of them.
@NullMarked
package org.terzo.simulator.sensing;

import org.jspecify.annotations.NullMarked;
