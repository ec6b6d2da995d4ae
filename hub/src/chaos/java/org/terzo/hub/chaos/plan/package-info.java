/// Which fault comes when: pure, drawn from a seed.
@NullMarked
package org.terzo.hub.chaos.plan;

import org.jspecify.annotations.NullMarked;
