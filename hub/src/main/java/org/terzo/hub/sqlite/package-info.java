/// What is done to a SQLite file before anybody opens it.
@NullMarked
package org.terzo.hub.sqlite;

import org.jspecify.annotations.NullMarked;
