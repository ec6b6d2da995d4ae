/// Turns levels of GPIO lines into signals, and signals into observations.
@NullMarked
package org.terzo.gateway.sensor.gpio;

import org.jspecify.annotations.NullMarked;
