/// Deliberate bugs, made outside of the product, that show that the verdict can be bad.
@NullMarked
package org.terzo.hub.chaos.bug;

import org.jspecify.annotations.NullMarked;
