/// Who may do what.
@NullMarked
package org.terzo.hub.access;

import org.jspecify.annotations.NullMarked;
