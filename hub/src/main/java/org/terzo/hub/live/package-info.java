/// What is so now: snapshots, streams and retained topics.
@NullMarked
package org.terzo.hub.live;

import org.jspecify.annotations.NullMarked;
