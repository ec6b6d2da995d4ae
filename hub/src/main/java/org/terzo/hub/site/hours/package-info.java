/// Opening hours in OpenStreetMap syntax: read, and what they give a day.
@NullMarked
package org.terzo.hub.site.hours;

import org.jspecify.annotations.NullMarked;
