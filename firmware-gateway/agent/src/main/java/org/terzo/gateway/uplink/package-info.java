/// Carries the outbox to the broker and receipts back.
@NullMarked
package org.terzo.gateway.uplink;

import org.jspecify.annotations.NullMarked;
