package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The document at `/openapi.json` and what is served agree.
final class OpenApiTest extends OneHub {
    private final String times = "from=%s&to=%s".formatted(Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60));

    private JsonNode document;

    /// Every list of every answer has an item: a gateway was heard, numbers are missing, something was refused.
    @BeforeAll
    void fill() throws IOException, InterruptedException, MqttException {
        document = hub.getAsStranger("/openapi.json").json();
        try (MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            gateway.isReady("gw-1");
            gateway.observes("gw-1", "desk-07-radar", "\"presence\":true");
            gateway.skips(3);
            gateway.observes("gw-1", "desk-of-nobody", "\"presence\":true");
            gateway.await("terzo/v1/riva/gw-1/receipt", receipt -> receipt.path("through").asInt() == 1);
            hub.await("/api/v1/sites/riva/sequence-ledger", ledger -> ledger.at("/gateways/0/logs/0/gaps/0").isObject());
            hub.await("/api/v1/rejections", rejections -> rejections.at("/rejections/0").isObject());
            hub.await("/api/v1/sites/riva/history/observations?" + times, history -> history.at("/observations/0").isObject());
            hub.await("/api/v1/sites/riva/history/watching?" + times, history -> history.at("/watching/0").isObject());
        }
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
                int status = hub.getAsStranger(operation.path(times)).status();
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
                TestHub.Answer answer = hub.get(operation.path(times));
                assertTrue(answer.status() == 200 || answer.status() == 503, operation.name() + ": " + answer.status() + " " + answer.body());
                assertEquals(List.of(), new JsonSchema(document).misfits(schema, answer.json()), operation.name());
                assertFalse(schema.toString().equals("{\"type\":\"object\"}") && operation.name().startsWith("get /api/"), operation.name() + " is described as an object only");
                checked.add(operation.name());
            }
        }
        assertTrue(checked.containsAll(hub.routes().stream().filter(each -> each.startsWith("get /api/") && !each.matches(".*(stream|yaml)")).toList()), checked.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sites/riva/history/observations?TIMES                       | /observations/0             | at gateway log sequence sensor presence
            sites/riva/history/states?TIMES                             | ''                          | answer states
            sites/riva/history/states?TIMES                             | /states/0                   | desk zone at state confidence reason version
            sites/riva/history/states?answer=smoothed&TIMES             | /states/0                   | desk zone at state confidence reason version
            sites/riva/history/stays?TIMES                              | ''                          | stays coverage
            sites/riva/history/headcount?zone=open-space&TIMES          | ''                          | zone answer values coverage
            sites/riva/history/headcount?step=PT5M&TIMES                | ''                          | zone answer step values coverage
            sites/riva/history/headcount?step=PT5M&TIMES                | /values/0                   | at low best high quality
            sites/riva/history/watching?TIMES                           | /watching/0                 | gateway from to
            sites/riva/sequence-ledger                                  | /gateways/0                 | gateway rejected logs
            sites/riva/sequence-ledger                                  | /gateways/0/logs/0          | log began through received duplicates late dropped gaps
            sites/riva/sequence-ledger                                  | /gateways/0/logs/0/gaps/0   | from to noticed closed
            rejections                                                  | ''                          | rejections lost
            rejections                                                  | /rejections/0               | id at site gateway topic log sequence reason detail payload complete
            gateways                                                    | /gateways/0                 | gateway site state lastHeard pending version wiring clock foreignSensors
            sites/riva/live                                             | ''                          | asOf desks zones gateways site
            sites/riva/live                                             | /desks/0                    | desk zone state since confidence reason observedAt validUntil why
            sites/riva/live                                             | /zones/0                    | zone headcount capacity quality lastAnchor passagesSince mean warnings observedAt validUntil
            sites/riva/live                                             | /gateways/0                 | gateway state lastHeard pending
            sites/riva/free-desks                                       | ''                          | asOf site name timeZone open free unknown rule zones
            sites/riva/free-desks                                       | /zones/0                    | zone name free unknown headcount capacity desks
            sites/riva/free-desks                                       | /zones/0/desks/0            | desk label state since amenities
            """)
    void anAnswerHasTheMembersThatItsShapeNames(String path, String place, String members) throws IOException, InterruptedException {
        JsonNode answer = hub.get("/api/v1/" + path.replace("TIMES", times)).json();

        assertEquals(members, String.join(" ", answer.at(place).properties().stream().map(each -> each.getKey()).toList()), answer.toString());
    }

    @Test
    void whatIsUnknownIsNullAndWhatIsOpenToo() throws IOException, InterruptedException {
        assertTrue(hub.get("/api/v1/sites/riva/sequence-ledger").json().at("/gateways/0/logs/0/gaps/0/closed").isNull());
        JsonNode headcount = hub.get("/api/v1/sites/riva/history/headcount?step=PT5M&" + times).json();
        assertTrue(headcount.path("zone").isNull(), headcount.toString());
        for (String member : List.of("low", "best", "high")) {
            assertTrue(headcount.at("/values/0").path(member).isNull(), headcount.toString());
        }
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
        String path(String times) {
            String path = name.substring(name.indexOf(' ') + 1).replace("{site}", "riva").replace("{link}", "none").replace("{name}", "icon-1.svg");
            boolean isPast = json.path("parameters").valueStream().anyMatch(each -> each.path("name").asText().equals("from") && each.path("required").asBoolean());
            return isPast ? path + "?" + times : path;
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(each -> operations.add(new Operation(each.getKey() + " " + path.getKey(), each.getValue()))));
        return operations;
    }
}
