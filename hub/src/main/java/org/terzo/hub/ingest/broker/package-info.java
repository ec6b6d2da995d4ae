/// The MQTT broker: the connection to it, and the one inside the hub.
@NullMarked
package org.terzo.hub.ingest.broker;

import org.jspecify.annotations.NullMarked;
