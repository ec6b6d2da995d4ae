/// Days lived end to end by real processes: gateway, broker, hub, database. They are spoken to from outside, by MQTT and HTTP.
@NullMarked
package org.terzo.hub.e2e;

import org.jspecify.annotations.NullMarked;
