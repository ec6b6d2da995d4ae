/// Days lived end to end by real processes: gateway, broker, hub, database, browser. Nothing here knows the programs' own types.
@NullMarked
package org.terzo.hub.e2e;

import org.jspecify.annotations.NullMarked;
