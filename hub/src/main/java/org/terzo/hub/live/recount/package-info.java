/// Manual counts, as people send them and look them up.
@NullMarked
package org.terzo.hub.live.recount;

import org.jspecify.annotations.NullMarked;
