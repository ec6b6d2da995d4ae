/// Random numbers that are the same for the same seed and name.
@NullMarked
package org.terzo.simulator.chance;

import org.jspecify.annotations.NullMarked;
