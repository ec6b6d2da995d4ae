/// Everything in one process, so that a newcomer sees a site live with nothing installed.
@NullMarked
package org.terzo.hub.demo;

import org.jspecify.annotations.NullMarked;
