/// The durable log behind the broker.
@NullMarked
package org.terzo.hub.ingest.journal;

import org.jspecify.annotations.NullMarked;
