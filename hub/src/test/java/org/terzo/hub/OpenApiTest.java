package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The document at `/openapi.json` and what is served agree.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {
    private static final String A_DAY = "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";

    private TestHub hub;
    private JsonNode document;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        hub = TestHub.start(folder);
        document = hub.getAsStranger("/openapi.json").json();
    }

    @AfterAll
    void stop() throws IOException {
        hub.close();
    }

    @Test
    void itIsVersion31AndHoldsNothingOf30() {
        assertEquals("3.1.0", document.path("openapi").asText());
        assertFalse(document.toString().contains("\"nullable\""));
        assertTrue(document.at("/info/title").isTextual() && document.at("/info/version").isTextual());
    }

    @Test
    void everyRouteIsInItAndEveryPathIsServed() {
        assertEquals(hub.routes(), new ArrayList<>(new TreeSet<>(operations().stream().map(Operation::name).toList())));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() {
        Set<String> referred = new TreeSet<>();
        Matcher reference = Pattern.compile("\"\\$ref\":\"#/components/schemas/([^\"]+)\"").matcher(document.toString());
        while (reference.find()) {
            referred.add(reference.group(1));
        }

        Set<String> described = new TreeSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(described::add);
        assertEquals(described, referred);
    }

    @Test
    void everyVariableOfAPathIsAParameterAndEachOperationHasItsOwnName() {
        Set<String> names = new TreeSet<>();
        for (Operation operation : operations()) {
            Set<String> declared = new TreeSet<>();
            operation.json().path("parameters").forEach(parameter -> {
                assertTrue(parameter.path("schema").has("type") || parameter.path("schema").has("$ref"), operation.name() + ": " + parameter);
                if (parameter.path("in").asText().equals("path")) {
                    declared.add(parameter.path("name").asText());
                }
            });
            Set<String> variables = new TreeSet<>();
            Pattern.compile("\\{([a-z]+)}").matcher(operation.name()).results().forEach(each -> variables.add(each.group(1)));
            assertEquals(variables, declared, operation.name());
            assertTrue(names.add(operation.json().path("operationId").asText()), operation.name());
        }
    }

    @Test
    void everyOperationSaysThatItsErrorsAreProblems() {
        for (Operation operation : operations()) {
            for (String range : List.of("4XX", "5XX")) {
                assertEquals(
                        "#/components/schemas/Problem",
                        operation.json().at("/responses/" + range + "/content/application~1problem+json/schema/$ref").asText(),
                        operation.name());
            }
        }
    }

    @Test
    void signInIsAskedForWhereTheHubAsksForIt() throws IOException, InterruptedException {
        for (Operation operation : operations()) {
            if (operation.name().startsWith("get ") && !operation.name().endsWith("/live/stream")) {
                int status = hub.getAsStranger(operation.path()).status();
                assertEquals(operation.json().has("security"), status == 401, operation.name() + " answers " + status);
            }
        }
    }

    @Test
    void idsAndTimesHaveTheirForm() {
        assertEquals("^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$", document.at("/components/schemas/SiteId/pattern").asText());
        JsonNode from = parameter("get /api/v1/sites/{site}/history/states", "from");
        assertEquals("date-time", from.at("/schema/format").asText());
        assertTrue(from.path("required").asBoolean());
    }

    @Test
    void everyAnswerInJsonFitsItsSchema() throws IOException, InterruptedException {
        List<String> checked = new ArrayList<>();
        for (Operation operation : operations()) {
            JsonNode schema = operation.json().at("/responses/200/content/application~1json/schema");
            if (operation.name().startsWith("get ") && !schema.isMissingNode()) {
                TestHub.Answer answer = hub.get(operation.path());
                assertTrue(answer.status() == 200 || answer.status() == 503, operation.name() + ": " + answer.status() + " " + answer.body());
                assertEquals(List.of(), new JsonSchema(document).misfits(schema, answer.json()), operation.name());
                checked.add(operation.name());
            }
        }
        assertTrue(checked.containsAll(List.of("get /api/v1/sites/{site}", "get /api/v1/sites/{site}/live", "get /health")), checked.toString());
    }

    private JsonNode parameter(String operation, String name) {
        return operations().stream()
                .filter(each -> each.name().equals(operation))
                .flatMap(each -> each.json().path("parameters").valueStream())
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private record Operation(String name, JsonNode json) {
        /// A path that can be asked for.
        String path() {
            String path = name.substring(name.indexOf(' ') + 1).replace("{site}", "riva").replace("{link}", "none").replace("{name}", "icon-1.svg");
            boolean isPast = json.path("parameters").valueStream().anyMatch(each -> each.path("name").asText().equals("from") && each.path("required").asBoolean());
            return isPast ? path + "?" + A_DAY : path;
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(each -> operations.add(new Operation(each.getKey() + " " + path.getKey(), each.getValue()))));
        return operations;
    }
}
