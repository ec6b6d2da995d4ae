package org.terzo.hub.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the compiler wrote of the controllers, completed by what holds for all of them alike: problems, sign-in, the form of ids.
final class OpenApiDocument {
    static final String TOKEN = "token";
    static final String SESSION = "session";

    private static final String FILE = "/META-INF/swagger/openapi.json";
    private static final String ID = "[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?";
    private static final List<String> IDS = List.of("SiteId", "GatewayId", "SensorId", "DeskId", "ZoneId");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final ObjectNode document;

    private OpenApiDocument(ObjectNode document) {
        this.document = document;
    }

    static byte[] of(Router router) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (@Nullable InputStream stream = OpenApiDocument.class.getResourceAsStream(FILE)) {
            if (stream == null || !(json.readTree(text(stream)) instanceof ObjectNode document)) {
                throw new FileNotFoundException("the compiler wrote no " + FILE);
            }
            new OpenApiDocument(document).complete(router);
            Lifted.to31(document);
            return json.writeValueAsBytes(document);
        }
    }

    /// The compiler escapes what stands in back-ticks.
    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\\\\`", "`");
    }

    private void complete(Router router) {
        if (document.at("/components/schemas") instanceof ObjectNode schemas) {
            IDS.stream().filter(schemas::has).forEach(id -> schemas.putObject(id).put("type", "string").put("pattern", "^" + ID + "$"));
        }
        JsonNode problem = document.at("/paths/~1openapi.json/get/responses/4XX");
        Set<String> open = router.uriRoutes().filter(OpenApiDocument::isOpen).map(OpenApiDocument::key).collect(Collectors.toUnmodifiableSet());
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> complete((ObjectNode) operation.getValue(), problem, open.contains(operation.getKey() + " " + path.getKey()))));
    }

    private static void complete(ObjectNode operation, JsonNode problem, boolean isOpen) {
        operation.withObject("/responses").set("4XX", problem);
        operation.withObject("/responses").set("5XX", problem);
        operation.path("parameters").forEach(parameter -> ((ObjectNode) parameter.path("schema")).remove("nullable"));
        if (!isOpen) {
            List.of(TOKEN, SESSION).forEach(scheme -> operation.withArray("security").addObject().putArray(scheme));
        }
    }

    /// `get /api/v1/sites/{site}`: how a route is named in the document.
    static String key(UriRouteInfo<?, ?> route) {
        String template = route.getUriMatchTemplate().toString().replaceAll("\\{([a-zA-Z]+):[^}]*}", "{$1}").replaceAll("\\{\\?[^}]*}", "");
        return route.getHttpMethod().name().toLowerCase(Locale.ROOT) + " " + template;
    }

    /// Whether it answers without sign-in.
    static boolean isOpen(UriRouteInfo<?, ?> route) {
        AnnotationMetadata method = route.getTargetMethod().getExecutableMethod().getAnnotationMetadata();
        return Arrays.asList(Optional.ofNullable(method.stringValues(Secured.class)).orElse(new String[0])).contains(SecurityRule.IS_ANONYMOUS);
    }
}
