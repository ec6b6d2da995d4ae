/// Where observations come from, and what of it is said to be watched.
@NullMarked
package org.terzo.gateway.sensor;

import org.jspecify.annotations.NullMarked;
