package org.terzo.hub.fleet;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.wire.WireTime;

/// Every gateway that a site names, and those that spoke without being named.
@Controller("/api/v1/gateways")
@Secured("admin")
final class GatewaysController {
    private final GatewayStates gateways;

    GatewaysController(GatewayStates gateways) {
        this.gateways = gateways;
    }

    @Serdeable
    record Gateways(List<Gateway> gateways) {}

    /// @param version as the gateway says it; empty until it was heard
    /// @param wiring revision that it runs
    /// @param clock `ok`, or `wrong` when what it sent was stamped more than 10 minutes off the hub's time
    /// @param foreignSensors how often it spoke for a sensor of another gateway since the hub started
    @Serdeable
    record Gateway(
            String gateway,
            String site,
            @Schema(type = "string", allowableValues = {"ready", "init", "disconnected", "lost", "unclaimed"}) String state,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String lastHeard,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long pending,
            String version,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer wiring,
            String clock,
            long foreignSensors) {
        static Gateway of(GatewayState gateway) {
            return new Gateway(
                    gateway.gateway().value(),
                    gateway.site().value(),
                    gateway.state(),
                    gateway.lastHeard().map(WireTime::text).orElse(null),
                    gateway.pending().isPresent() ? gateway.pending().getAsLong() : null,
                    gateway.version(),
                    gateway.wiring().isPresent() ? gateway.wiring().getAsInt() : null,
                    gateway.clockWrong() ? "wrong" : "ok",
                    gateway.foreignSensors());
        }
    }

    /// Every gateway, in the order of names.
    @Get
    Gateways gateways() {
        return new Gateways(gateways.all().stream().map(Gateway::of).toList());
    }
}
