/// History in InfluxDB.
@NullMarked
package org.terzo.hub.history.influx;

import org.jspecify.annotations.NullMarked;
