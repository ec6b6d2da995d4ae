/// What became of each number of each gateway's log: pure, no disk and no clock.
@NullMarked
package org.terzo.hub.ingest.ledger;

import org.jspecify.annotations.NullMarked;
