/// The people of a site and what each of them does on a day.
@NullMarked
package org.terzo.simulator.life;

import org.jspecify.annotations.NullMarked;
