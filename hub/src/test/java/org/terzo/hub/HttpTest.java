package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every route: problems, tags, methods, parameters.
final class HttpTest extends OneHub {
    private static final String HISTORY = "/api/v1/sites/riva/history/observations";

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api", "/api/v2/sites", "/api/v1/sites/riva/rhythm", "/api/v1/accounts", "/token_info", "/s", "/assets/../application.properties", "/assets/none.js", "/swagger", "/routes", "/beans", "/env"})
    void anUnknownPathIsA404Problem(String path) throws IOException, InterruptedException {
        hub.getAsStranger(path).problem(404);
        hub.get(path).problem(404);
    }

    @Test
    void everyReadingRouteOfASiteSaysWhenThereIsNoSuchSite() throws IOException, InterruptedException {
        List<String> routes = hub.routes().stream().filter(each -> each.startsWith("get /api/v1/sites/{site}")).toList();
        assertTrue(routes.size() >= 9, routes.toString());
        for (String route : routes) {
            String path = route.substring(4).replace("{site}", "nowhere");
            JsonNode problem = hub.get(route.contains("/history/") ? path + "?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z" : path).problem(404);
            assertEquals("nowhere", error(problem, "site").path("value").asText(), route);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sites/NOT-AN-ID", "/api/v1/sites/-a/live", "/api/v1/sites/a_b/free-desks", "/s/UPPER", "/manage/a%2Fb"})
    void aMalformedIdIsNamedWithItsValue(String path) throws IOException, InterruptedException {
        JsonNode problem = hub.get(path).problem(400);

        assertTrue(error(problem, "site").path("detail").asText().contains("is no"), problem.toString());
        assertTrue(!error(problem, "site").path("value").asText().isEmpty(), problem.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-03-01", "2026-03-01T00:00:00", "2026-03-01T00:00:00%2B01:00", "2026-02-30T00:00:00Z"})
    void aTimeThatIsNoUtcInstantIsNamedWithItsValue(String time) throws IOException, InterruptedException {
        JsonNode problem = hub.get(HISTORY + "?from=" + time + "&to=2026-03-02T00:00:00Z").problem(400);

        assertEquals(time.replace("%2B", "+"), error(problem, "from").path("value").asText(), problem.toString());
    }

    @Test
    void aParameterThatIsNeededAndMissingIsNamed() throws IOException, InterruptedException {
        JsonNode problem = hub.get(HISTORY + "?from=2026-03-01T00:00:00Z").problem(400);

        assertTrue(error(problem, "to").path("value").isNull(), problem.toString());
    }

    @Test
    void aCursorThatNoAnswerGaveIsNamedWithItsValue() throws IOException, InterruptedException {
        JsonNode problem = hub.get(HISTORY + "?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&cursor=me").problem(400);

        assertEquals("me", error(problem, "cursor").path("value").asText(), problem.toString());
    }

    @Test
    void anUnknownParameterIsRefusedByNameOnEveryRouteOfTheApi() throws IOException, InterruptedException {
        for (String route : hub.routes().stream().filter(each -> each.startsWith("get /api/")).toList()) {
            String path = route.substring(4).replace("{site}", "riva");
            JsonNode problem = hub.get(path + "?amenty=screen").problem(400);
            assertEquals("screen", error(problem, "amenty").path("value").asText(), route);
        }
    }

    @Test
    void whatCanBeKeptHasAStrongTagAndIsNotSentTwice() throws IOException, InterruptedException {
        List<String> ofThisMoment = List.of(
                "get /api/v1/sites/{site}/live", "get /api/v1/sites/{site}/live/stream", "get /api/v1/sites/{site}/free-desks", "get /health", "get /prometheus",
                "get /health/liveness", "get /health/readiness", "get /sign-in/{link}");
        for (String route : hub.routes().stream().filter(each -> each.startsWith("get ") && !ofThisMoment.contains(each)).toList()) {
            String path = route.substring(4).replace("{site}", "riva").replace("{name}", "icon-1.svg");
            String asked = path.contains("/history/") ? path + "?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z" : path;
            TestHub.Answer whole = hub.get(asked);
            assertEquals(200, whole.status(), route);
            assertTrue(whole.header("etag").matches("\"[^\"]+\""), route + ": " + whole.header("etag"));

            TestHub.Answer again = hub.get(asked, "If-None-Match", "\"other\", " + whole.header("etag"));
            assertEquals(304, again.status(), route);
            assertEquals("", again.body(), route);
            assertEquals(whole.header("etag"), again.header("etag"), route);
            assertEquals(200, hub.get(asked, "If-None-Match", "\"other\"").status(), route);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sites/riva/live", "/api/v1/sites/riva/free-desks", "/health", "/health/liveness", "/health/readiness", "/prometheus"})
    void whatIsOfThisMomentIsNotKept(String path) throws IOException, InterruptedException {
        TestHub.Answer answer = hub.get(path);

        assertEquals("no-store", answer.header("cache-control"));
        assertEquals("", answer.header("etag"));
    }

    @Test
    void headAnswersAsGetWithoutABody() throws IOException, InterruptedException {
        for (String path : List.of("/", "/health", "/openapi.json", "/api/v1/sites/riva/site.yaml", "/api/v1/sites/riva/live/stream?view=member")) {
            TestHub.Answer head = hub.send(hub.request(path).header("Authorization", "Bearer " + TestHub.TOKEN).method("HEAD", BodyPublishers.noBody()));
            assertEquals(path.contains("stream") ? 405 : 200, head.status(), path);
            assertEquals("", head.body(), path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH", "OPTIONS"})
    void aMethodThatAPathDoesNotHaveIsA405ThatNamesThoseItHas(String method) throws IOException, InterruptedException {
        TestHub.Answer answer = hub.send(hub.request("/api/v1/sites/riva").header("Authorization", "Bearer " + TestHub.TOKEN).method(method, BodyPublishers.noBody()));

        answer.problem(405);
        String allowed = String.join(",", answer.http().headers().allValues("allow"));
        assertTrue(allowed.contains("GET") && allowed.contains("PUT") && !allowed.contains("POST"), allowed);
    }

    @Test
    void aBodyOfAnotherTypeIsA415AndOneTooLargeA413() throws IOException, InterruptedException {
        hub.put("/api/v1/sites/riva", "text/csv", "a,b").problem(415);
        hub.put("/api/v1/sites/riva/site.yaml", "application/yaml", "#".repeat(17 * 1024 * 1024)).problem(413);
    }

    @Test
    void anAnswerThatNobodyGivesIsA406() throws IOException, InterruptedException {
        hub.get("/api/v1/sites/riva", "Accept", "image/png").problem(406);
    }

    private static JsonNode error(JsonNode problem, String field) {
        return problem.path("errors").valueStream().filter(each -> each.path("field").asText().equals(field)).findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + field + " in " + problem));
    }
}
