/// Copies of all that the hub keeps, made while it runs, and put back.
@NullMarked
package org.terzo.hub.backup;

import org.jspecify.annotations.NullMarked;
