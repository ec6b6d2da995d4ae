/// What is believed of a slot half an hour later.
@NullMarked
package org.terzo.hub.occupancy.hindsight;

import org.jspecify.annotations.NullMarked;
