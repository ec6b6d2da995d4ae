/// The processes of a run, their files and their disks.
@NullMarked
package org.terzo.hub.chaos.stage;

import org.jspecify.annotations.NullMarked;
