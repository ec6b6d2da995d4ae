/// What the hub says after all, held against the truth.
@NullMarked
package org.terzo.hub.chaos.verdict;

import org.jspecify.annotations.NullMarked;
