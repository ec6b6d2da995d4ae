package org.terzo.hub.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// OpenAPI 3.0 as the compiler writes it, lifted to 3.1: there a value that may be null is one of type `null`, and one that may be
/// anything has an empty schema.
final class Lifted {
    private static final String SCHEMAS = "#/components/schemas/";

    private Lifted() {}

    static void to31(ObjectNode document) {
        document.put("openapi", "3.1.0");
        lift(document);
        withoutUnused(document);
    }

    private static void lift(JsonNode node) {
        node.forEach(Lifted::lift);
        if (node instanceof ObjectNode schema) {
            nulls(schema);
            anything(schema);
            alone(schema);
        }
    }

    private static void nulls(ObjectNode schema) {
        if (!schema.path("nullable").isBoolean()) {
            return;
        }
        boolean isNullable = schema.remove("nullable").asBoolean();
        if (isNullable && schema.path("type").isTextual()) {
            String type = schema.get("type").asText();
            schema.putArray("type").add(type).add("null");
        } else if (isNullable) {
            ObjectNode value = schema.deepCopy();
            alone(value);
            schema.removeAll();
            schema.putArray("anyOf").add(value).addObject().put("type", "null");
        }
    }

    private static void anything(ObjectNode schema) {
        JsonNode members = schema.path("additionalProperties");
        if (members.size() == 1 && members.path("type").asText().equals("object")) {
            schema.putObject("additionalProperties");
        }
    }

    /// All of one is that one.
    private static void alone(ObjectNode schema) {
        if (schema.size() == 1 && schema.path("allOf").size() == 1 && schema.path("allOf").get(0) instanceof ObjectNode only) {
            schema.removeAll();
            schema.setAll(only);
        }
    }

    /// The compiler also describes types of the framework that no answer has.
    private static void withoutUnused(ObjectNode document) {
        if (document.at("/components/schemas") instanceof ObjectNode schemas) {
            Set<String> used = new HashSet<>();
            use(document.path("paths"), schemas, used);
            List<String> names = schemas.properties().stream().map(each -> each.getKey()).toList();
            names.stream().filter(name -> !used.contains(name)).forEach(schemas::remove);
        }
    }

    private static void use(JsonNode node, ObjectNode schemas, Set<String> used) {
        String reference = node.path("$ref").asText();
        if (reference.startsWith(SCHEMAS) && used.add(reference.substring(SCHEMAS.length()))) {
            use(schemas.path(reference.substring(SCHEMAS.length())), schemas, used);
        }
        node.forEach(each -> use(each, schemas, used));
    }
}
