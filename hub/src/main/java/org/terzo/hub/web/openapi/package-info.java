/// What the hub serves, described.
@NullMarked
package org.terzo.hub.web.openapi;

import org.jspecify.annotations.NullMarked;
