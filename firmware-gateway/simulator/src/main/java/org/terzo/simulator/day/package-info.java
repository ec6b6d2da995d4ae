/// Whole days of a site: what its gateways told, and what was true.
@NullMarked
package org.terzo.simulator.day;

import org.jspecify.annotations.NullMarked;
