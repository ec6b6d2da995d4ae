package org.terzo.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// As much of JSON Schema as our own document uses; a member that no schema names does not fit.
record JsonSchema(JsonNode document) {
    List<String> misfits(JsonNode schema, JsonNode value) {
        List<String> misfits = new ArrayList<>();
        check("$", schema, value, misfits);
        return misfits;
    }

    private void check(String place, JsonNode schema, JsonNode value, List<String> misfits) {
        if (schema.has("$ref")) {
            check(place, document.at(schema.get("$ref").asText().substring(1)), value, misfits);
        } else if (schema.has("allOf")) {
            schema.get("allOf").forEach(each -> check(place, each, value, misfits));
        } else if (schema.has("anyOf")) {
            boolean fitsOne = schema.get("anyOf").valueStream().anyMatch(each -> misfits(each, value).isEmpty());
            if (!fitsOne) {
                misfits.add(place + ": " + value + " fits none of " + schema.get("anyOf"));
            }
        } else {
            checkType(place, schema, value, misfits);
        }
    }

    private void checkType(String place, JsonNode schema, JsonNode value, List<String> misfits) {
        JsonNode type = schema.path("type");
        boolean isOfType = type.isMissingNode() || (type.isArray() ? type.valueStream() : List.of(type).stream()).anyMatch(each -> isA(each.asText(), value));
        if (!isOfType) {
            misfits.add(place + ": " + value + " is no " + type);
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            misfits.add(place + ": " + value + " is none of " + schema.get("enum"));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(place + "[" + i + "]", schema.path("items"), value.get(i), misfits);
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    misfits.add(place + ": no " + name.asText());
                }
            });
            value.properties().forEach(member -> checkMember(place + "." + member.getKey(), schema, member.getKey(), member.getValue(), misfits));
        }
    }

    private void checkMember(String place, JsonNode schema, String name, JsonNode value, List<String> misfits) {
        JsonNode named = schema.path("properties").path(name);
        if (!named.isMissingNode()) {
            check(place, named, value, misfits);
        } else if (schema.path("additionalProperties").isObject()) {
            check(place, schema.get("additionalProperties"), value, misfits);
        } else if (schema.has("properties")) {
            misfits.add(place + ": not described");
        }
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
