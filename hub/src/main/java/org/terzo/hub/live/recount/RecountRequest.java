package org.terzo.hub.live.recount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.history.past.WrongParameters;
import org.terzo.hub.history.past.WrongParameters.Mistake;

/// What somebody counted: `{"count":17}`, and `"at"` where that is not now.
record RecountRequest(int count, Instant at) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> MEMBERS = Set.of("count", "at");

    /// What may be sent.
    ///
    /// @param most more are never believed to be in that place
    /// @param now counts of later times are none
    /// @param oldest the passages since earlier times are not kept
    record Limits(int most, Instant now, Instant oldest) {}

    static RecountRequest read(String body, Limits limits) {
        JsonNode tree = tree(body);
        List<Mistake> mistakes = new ArrayList<>();
        tree.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                mistakes.add(new Mistake(name, tree.path(name).toString(), "no member of this name"));
            }
        });
        int count = count(tree.path("count"), limits, mistakes);
        Instant at = tree.hasNonNull("at") ? at(tree.path("at"), limits, mistakes) : limits.now();
        if (!mistakes.isEmpty()) {
            throw new WrongParameters(mistakes);
        }
        return new RecountRequest(count, at);
    }

    private static JsonNode tree(String body) {
        try {
            Optional<JsonNode> tree = Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
            return tree.orElseThrow(() -> wrongBody("something else"));
        } catch (JsonProcessingException e) {
            throw wrongBody(e.getOriginalMessage());
        }
    }

    private static WrongParameters wrongBody(String what) {
        return new WrongParameters(List.of(new Mistake("body", what, "a JSON object such as {\"count\":17} is expected")));
    }

    private static int count(JsonNode given, Limits limits, List<Mistake> mistakes) {
        if (!given.isIntegralNumber() || !given.canConvertToInt() || given.asInt() < 0) {
            mistakes.add(new Mistake("count", given.toString(), "a whole number of people from 0 on is expected"));
        } else if (given.asInt() > limits.most()) {
            mistakes.add(new Mistake(
                    "count", given.toString(), "more than %d are never believed to be there; raise the capacity first".formatted(limits.most())));
        }
        return given.asInt();
    }

    private static Instant at(JsonNode given, Limits limits, List<Mistake> mistakes) {
        try {
            Instant at = Instant.parse(given.asText());
            if (at.isAfter(limits.now())) {
                mistakes.add(new Mistake("at", given.asText(), "lies ahead of the hub's clock, which is at " + limits.now()));
            } else if (at.isBefore(limits.oldest())) {
                mistakes.add(new Mistake(
                        "at", given.asText(), "is too long ago: passages are kept since %s, so no count can be set right before".formatted(limits.oldest())));
            }
            return at;
        } catch (DateTimeException _) {
            mistakes.add(new Mistake("at", given.asText(), "an instant such as 2026-03-10T09:00:00Z is expected"));
            return limits.now();
        }
    }
}
