/// What people do to desks, rooms and doors while they are there, and what is true meanwhile.
@NullMarked
package org.terzo.simulator.scene;

import org.jspecify.annotations.NullMarked;
