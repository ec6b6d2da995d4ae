/// What was kept, as HTTP asks for it.
@NullMarked
package org.terzo.hub.history.past;

import org.jspecify.annotations.NullMarked;
