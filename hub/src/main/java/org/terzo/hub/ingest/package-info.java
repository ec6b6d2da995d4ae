/// From the broker to the journal: every record taken once, on disk before its receipt.
@NullMarked
package org.terzo.hub.ingest;

import org.jspecify.annotations.NullMarked;
