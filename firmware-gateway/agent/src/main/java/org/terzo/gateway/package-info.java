/// The agent of one Raspberry Pi: from signals to the broker.
@NullMarked
package org.terzo.gateway;

import org.jspecify.annotations.NullMarked;
