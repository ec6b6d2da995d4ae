/// The chaos program: real processes, faults drawn from a seed, and a verdict from outside.
@NullMarked
package org.terzo.hub.chaos;

import org.jspecify.annotations.NullMarked;
