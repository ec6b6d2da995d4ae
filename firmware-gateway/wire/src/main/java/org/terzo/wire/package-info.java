/// The contract between gateways, the hub and other programs: what crosses MQTT, and nothing else.
@NullMarked
package org.terzo.wire;

import org.jspecify.annotations.NullMarked;
