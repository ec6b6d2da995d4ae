/// How right the inference is: simulated and recorded days with their truth go through the classes that the hub runs, beside baselines.
@NullMarked
package org.terzo.hub.accuracy;

import org.jspecify.annotations.NullMarked;
