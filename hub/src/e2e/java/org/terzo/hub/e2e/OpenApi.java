package org.terzo.hub.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A served OpenAPI document, asked whether it agrees with an answer that was seen.
final class OpenApi {
    private final JsonNode document;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    /// What the document does not say of an answer to GET; empty when it agrees.
    ///
    /// @param path as it was called, with its query
    /// @param body the answer's JSON; missing when it has none
    List<String> disagreements(String path, int status, JsonNode body) {
        String plain = path.replaceFirst("\\?.*", "");
        Optional<JsonNode> operation = operation(plain);
        if (operation.isEmpty()) {
            return List.of("GET %s is not in the document".formatted(plain));
        }
        List<String> found = new ArrayList<>(unknownParameters(plain, operation.get(), path));
        JsonNode responses = operation.get().path("responses");
        JsonNode response = resolved(responses.path(responses.has(Integer.toString(status)) ? Integer.toString(status) : status / 100 + "XX"));
        if (response.isMissingNode()) {
            found.add("GET %s: answer %d is not in the document".formatted(plain, status));
            return found;
        }
        Optional<JsonNode> schema = response.path("content").valueStream().map(each -> each.path("schema")).filter(each -> !each.isMissingNode()).findFirst();
        if (schema.isPresent()) {
            compare("GET %s %d".formatted(plain, status), schema.get(), body, found);
        } else if (!body.isMissingNode()) {
            found.add("GET %s: answer %d has no schema".formatted(plain, status));
        }
        return found;
    }

    /// The path without variables goes before one with them.
    private Optional<JsonNode> operation(String path) {
        JsonNode exact = document.path("paths").path(path).path("get");
        return exact.isMissingNode()
                ? document.path("paths").properties().stream().filter(each -> isOf(each.getKey(), path)).map(each -> each.getValue().path("get")).filter(JsonNode::isObject).findFirst()
                : Optional.of(exact);
    }

    private static boolean isOf(String template, String path) {
        String pattern = Pattern.compile("\\{[^}]*}").splitAsStream(template).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return path.matches(template.endsWith("}") ? pattern + "[^/]+" : pattern);
    }

    private List<String> unknownParameters(String plain, JsonNode operation, String path) {
        List<String> known = operation.path("parameters").valueStream().map(this::resolved).filter(each -> each.path("in").asText().equals("query")).map(each -> each.path("name").asText()).toList();
        return Stream.of(path.replaceFirst("[^?]*\\??", "").split("&"))
                .map(each -> each.replaceFirst("=.*", ""))
                .filter(each -> !each.isEmpty() && !known.contains(each))
                .map(each -> "GET %s: parameter %s is not in the document".formatted(plain, each))
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    /// Every member that was seen is in the schema, at any depth.
    private void compare(String where, JsonNode schemaOrReference, JsonNode seen, List<String> found) {
        List<JsonNode> schemas = alternatives(schemaOrReference);
        if (seen.isArray()) {
            Optional<JsonNode> items = schemas.stream().map(each -> each.path("items")).filter(JsonNode::isObject).findFirst();
            if (items.isEmpty()) {
                found.add(where + ": a list is not in the document");
            } else if (!seen.isEmpty()) {
                compare(where + "[]", items.get(), seen.get(0), found);
            }
        }
        if (seen.isObject()) {
            for (Map.Entry<String, JsonNode> member : seen.properties()) {
                Optional<JsonNode> schema = schemas.stream().map(each -> member(each, member.getKey())).flatMap(Optional::stream).findFirst();
                if (schema.isPresent()) {
                    compare(where + "." + member.getKey(), schema.get(), member.getValue(), found);
                } else {
                    found.add("%s: member %s is not in the document, which knows %s".formatted(where, member.getKey(), names(schemas)));
                }
            }
        }
    }

    /// A schema and all that it is put together from.
    private List<JsonNode> alternatives(JsonNode schemaOrReference) {
        JsonNode schema = resolved(schemaOrReference);
        List<JsonNode> all = new ArrayList<>(List.of(schema));
        for (String part : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(part).forEach(each -> all.addAll(alternatives(each)));
        }
        return all;
    }

    /// A map of anything has no names; its values have a schema.
    private static Optional<JsonNode> member(JsonNode schema, String name) {
        JsonNode own = schema.path("properties").path(name);
        JsonNode any = schema.path("additionalProperties");
        return own.isMissingNode() ? Optional.of(any).filter(JsonNode::isObject).filter(each -> !each.isEmpty()) : Optional.of(own);
    }

    private static Set<String> names(List<JsonNode> schemas) {
        Set<String> names = new TreeSet<>();
        schemas.forEach(each -> each.path("properties").fieldNames().forEachRemaining(names::add));
        return names;
    }
}
