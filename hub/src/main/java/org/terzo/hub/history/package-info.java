/// What is kept: observations, states and headcounts, in InfluxDB or in an embedded store.
@NullMarked
package org.terzo.hub.history;

import org.jspecify.annotations.NullMarked;
