/// Turns levels on wires, rows of a recorded day or typed lines into observations.
@NullMarked
package org.terzo.gateway.sensor;

import org.jspecify.annotations.NullMarked;
