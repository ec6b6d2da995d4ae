/// How a past that is written is set right when something earlier comes to light.
@NullMarked
package org.terzo.hub.history.correction;

import org.jspecify.annotations.NullMarked;
