/// What can be broken at a site.
@NullMarked
package org.terzo.simulator.fault;

import org.jspecify.annotations.NullMarked;
