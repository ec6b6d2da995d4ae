package org.terzo.hub.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/// A site sent as JSON: the members of the site file, where `null` means the same as absent.
///
/// What is left is read as a site file, because YAML holds JSON; so both have the same rules and the same mistakes.
public final class SiteDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private SiteDocument() {}

    public static SiteFile.Result read(String json) {
        try {
            Optional<JsonNode> tree = Optional.ofNullable(JSON.readTree(json)).filter(JsonNode::isObject);
            if (tree.isEmpty()) {
                return refused("something else", "a JSON object");
            }
            withoutNulls(tree.get());
            return SiteFile.read(JSON.writeValueAsString(tree.get()));
        } catch (JsonProcessingException e) {
            return refused(e.getOriginalMessage(), "JSON");
        }
    }

    private static void withoutNulls(JsonNode node) {
        node.properties().removeIf(member -> member.getValue().isNull());
        node.forEach(SiteDocument::withoutNulls);
    }

    private static SiteFile.Result refused(String value, String expected) {
        return new SiteFile.Result.Refused(List.of(new SiteFile.Mistake(1, "body", value, expected)));
    }
}
