/// Networks and stores that fail: a TCP proxy and an HTTP layer of our own.
@NullMarked
package org.terzo.hub.chaos.proxy;

import org.jspecify.annotations.NullMarked;
