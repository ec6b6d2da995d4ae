/// What is done to a running stage, fault by fault, and how long it takes to be well again.
@NullMarked
package org.terzo.hub.chaos.fault;

import org.jspecify.annotations.NullMarked;
