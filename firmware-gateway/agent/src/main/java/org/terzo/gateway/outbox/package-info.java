/// Keeps every record on disk, numbered, until the hub's receipt.
@NullMarked
package org.terzo.gateway.outbox;

import org.jspecify.annotations.NullMarked;
