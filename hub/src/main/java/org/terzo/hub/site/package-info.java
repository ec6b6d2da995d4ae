/// Sites and what stands in them: zones, desks, doors, the places of sensors, opening hours; kept in the registry, read and written as YAML.
@NullMarked
package org.terzo.hub.site;

import org.jspecify.annotations.NullMarked;
