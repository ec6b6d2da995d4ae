/// People, desks, doors and load, seeded: what drives gateways and brokers when there is no site.
@NullMarked
package org.terzo.simulator;

import org.jspecify.annotations.NullMarked;
