/// Gateways and their health.
@NullMarked
package org.terzo.hub.fleet;

import org.jspecify.annotations.NullMarked;
