package org.terzo.hub.chaos.plan;

import java.time.Duration;
import java.util.Locale;

/// One fault of a schedule.
///
/// @param gateway the number of the gateway that suffers it, where one does
/// @param length how long it lasts
public record PlannedFault(FaultKind kind, int gateway, Duration length) {
    /// As a report says it: `gateway killed (gw-2) for 3.1 s`.
    public String text() {
        String whom = kind.victims().contains(FaultKind.Victim.GATEWAY) ? " (gw-%d)".formatted(gateway) : "";
        return String.format(Locale.ROOT, "%s%s for %.1f s", kind.text(), whom, length.toMillis() / 1_000.0);
    }
}
