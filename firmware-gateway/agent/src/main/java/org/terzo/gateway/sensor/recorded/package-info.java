/// Plays a recorded day as if its sensors were wired here.
@NullMarked
package org.terzo.gateway.sensor.recorded;

import org.jspecify.annotations.NullMarked;
