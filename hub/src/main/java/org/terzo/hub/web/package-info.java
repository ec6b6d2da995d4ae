/// How the hub speaks HTTP: ids in paths, problems, headers, pages.
@NullMarked
package org.terzo.hub.web;

import org.jspecify.annotations.NullMarked;
