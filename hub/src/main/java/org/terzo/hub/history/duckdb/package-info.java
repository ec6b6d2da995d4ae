/// History in an embedded store: one file in the hub's data folder.
@NullMarked
package org.terzo.hub.history.duckdb;

import org.jspecify.annotations.NullMarked;
