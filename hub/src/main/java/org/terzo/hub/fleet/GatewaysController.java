package org.terzo.hub.fleet;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Get
    Map<String, Object> gateways() {
        return Map.of("gateways", gateways.all().stream().map(GatewaysController::json).toList());
    }

    private static Map<String, Object> json(GatewayState gateway) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gateway", gateway.gateway().value());
        json.put("site", gateway.site().value());
        json.put("state", gateway.state());
        json.put("lastHeard", gateway.lastHeard().map(WireTime::text).orElse(null));
        json.put("pending", gateway.pending().isPresent() ? gateway.pending().getAsLong() : null);
        json.put("version", gateway.version());
        json.put("wiring", gateway.wiring().isPresent() ? gateway.wiring().getAsInt() : null);
        json.put("clock", gateway.clockWrong() ? "wrong" : "ok");
        json.put("foreignSensors", gateway.foreignSensors());
        return json;
    }
}
