/// The site that is simulated, read from its file.
@NullMarked
package org.terzo.simulator.site;

import org.jspecify.annotations.NullMarked;
