/// Figures of speed and cost, taken from real processes and printed: `hub/BENCH.md` says how. Counts are asserted, times never.
@NullMarked
package org.terzo.hub.bench;

import org.jspecify.annotations.NullMarked;
