/// Sites over HTTP: shown, taken, refused.
@NullMarked
package org.terzo.hub.site.shown;

import org.jspecify.annotations.NullMarked;
