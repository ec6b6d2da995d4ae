/// What the sensors of a chaos run see: the truth that everything is held against.
@NullMarked
package org.terzo.hub.chaos.input;

import org.jspecify.annotations.NullMarked;
