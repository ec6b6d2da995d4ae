/// The file of the outbox: its tables and their versions, and what becomes of it when it is torn, damaged or another's.
@NullMarked
package org.terzo.gateway.outbox.file;

import org.jspecify.annotations.NullMarked;
