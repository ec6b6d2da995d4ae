package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who is let in where: each route of the router, for a stranger, a wrong token and the administrator.
final class AccessTest extends OneHub {
    private static final String A_DAY = "?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z";

    /// Route, then the answers to: nobody, a wrong token, the administrator. A wrong token is no worse than none where nobody is asked.
    private static final List<String> TABLE = List.of(
            "delete /api/v1/session                          | 204 204 204",
            "get /                                           | 200 200 200",
            "get /api/v1/gateways                            | 401 401 200",
            "get /api/v1/rejections                          | 401 401 200",
            "get /api/v1/sites                               | 401 401 200",
            "get /api/v1/sites/{site}                        | 401 401 200",
            "get /api/v1/sites/{site}/free-desks             | 200 200 200",
            "get /api/v1/sites/{site}/history/headcount      | 401 401 200",
            "get /api/v1/sites/{site}/history/observations   | 401 401 200",
            "get /api/v1/sites/{site}/history/states         | 401 401 200",
            "get /api/v1/sites/{site}/history/stays          | 401 401 200",
            "get /api/v1/sites/{site}/history/watching       | 401 401 200",
            "get /api/v1/sites/{site}/live                   | 401 401 200",
            "get /api/v1/sites/{site}/live/stream            | 401 401 200",
            "get /api/v1/sites/{site}/recounts               | 401 401 200",
            "get /api/v1/sites/{site}/sequence-ledger        | 401 401 200",
            "get /api/v1/sites/{site}/site.yaml              | 401 401 200",
            "get /assets/{name}                              | 200 200 200",
            "get /health                                     | 200 200 200",
            "get /health/liveness                            | 200 200 200",
            "get /health/readiness                           | 200 200 200",
            "get /manage/{site}                              | 200 200 200",
            "get /manage/{site}/health                       | 200 200 200",
            "get /openapi.json                               | 200 200 200",
            "get /prometheus                                 | 401 401 200",
            "get /s/{site}                                   | 200 200 200",
            "get /sign-in/{link}                             | 410 410 410",
            "post /api/v1/rejections/{id}/replay             | 401 401 404",
            "post /api/v1/sites/{site}/recounts              | 401 401 400",
            "post /api/v1/sites/{site}/zones/{zone}/recounts | 401 401 400",
            "put /api/v1/sites/{site}                        | 401 401 422",
            "put /api/v1/sites/{site}/site.yaml              | 401 401 422");

    @Test
    void everyRouteHasItsRowAndEveryRowARoute() {
        assertEquals(hub.routes(), TABLE.stream().map(AccessTest::route).toList());
    }

    @Test
    void everyRouteLetsInWhomItsRowSays() throws IOException, InterruptedException {
        for (String row : TABLE) {
            String route = route(row);
            List<Integer> expected = Pattern.compile("\\b\\d{3}\\b").matcher(row).results().map(each -> Integer.parseInt(each.group())).toList();
            assertEquals(
                    expected,
                    List.of(status(route, Optional.empty()), status(route, Optional.of("wrong-" + TestHub.TOKEN)), status(route, Optional.of(TestHub.TOKEN))),
                    route);
        }
    }

    @Test
    void theMembersViewOfTheStreamIsOpen() throws IOException, InterruptedException {
        assertEquals(200, status("get /api/v1/sites/{site}/live/stream?view=member", Optional.empty()));
    }

    @Test
    void aRefusalIsAProblemAndSaysHowToSignIn() throws IOException, InterruptedException {
        TestHub.Answer refused = hub.getAsStranger("/api/v1/sites");

        refused.problem(401);
        assertTrue(refused.header("www-authenticate").toLowerCase(Locale.ROOT).startsWith("bearer"), refused.http().headers().map().toString());
    }

    @Test
    void aOneTimeLinkSignsInOnceAndOnlyOnce() throws IOException, InterruptedException {
        String link = URI.create(hub.hub().signInLink()).getPath();

        assertEquals(405, hub.send(hub.request(link).method("HEAD", BodyPublishers.noBody())).status());
        TestHub.Answer first = hub.getAsStranger(link);
        assertEquals(303, first.status());
        assertEquals("/", first.header("location"));
        String cookie = first.header("set-cookie").toLowerCase(Locale.ROOT);
        assertTrue(cookie.contains("httponly") && cookie.contains("samesite=strict") && cookie.contains("path=/"), cookie);

        TestHub.Answer second = hub.getAsStranger(link);
        assertEquals(410, second.status());
        assertTrue(second.header("content-type").startsWith("text/html"), second.header("content-type"));
        assertTrue(second.body().contains("This link does not work any more"));
    }

    @Test
    void aSessionReadsUntilItSignsOut() throws IOException, InterruptedException {
        String cookie = session();

        assertEquals(200, hub.send(hub.request("/api/v1/sites").header("Cookie", cookie)).status());
        hub.send(hub.request("/api/v1/session").header("Cookie", cookie).header("Origin", hub.hub().address()).DELETE());
        assertEquals(401, hub.send(hub.request("/api/v1/sites").header("Cookie", cookie)).status());
    }

    @Test
    void aChangeBySessionMustComeFromAPageOfThisHub() throws IOException, InterruptedException {
        String cookie = session();

        hub.send(write(cookie)).problem(403);
        hub.send(write(cookie).header("Origin", "https://elsewhere.example")).problem(403);
        hub.send(write(cookie).header("Origin", "null")).problem(403);
        assertEquals(422, hub.send(write(cookie).header("Origin", hub.hub().address())).status());
        assertEquals(422, hub.send(write(cookie).header("Authorization", "Bearer " + TestHub.TOKEN)).status());
    }

    @Test
    void pagesForbidWhatAPageOfOursNeverNeeds() throws IOException, InterruptedException {
        for (String path : List.of("/", "/s/riva", "/manage/riva", "/nowhere", "/api/v1/sites", "/sign-in/none")) {
            TestHub.Answer answer = hub.getAsStranger(path);
            String policy = answer.header("content-security-policy");

            assertTrue(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), path + ": " + policy);
            assertFalse(policy.contains("unsafe"), path + ": " + policy);
            assertEquals("nosniff", answer.header("x-content-type-options"), path);
            assertEquals("DENY", answer.header("x-frame-options"), path);
            assertEquals("same-origin", answer.header("referrer-policy"), path);
        }
    }

    private HttpRequest.Builder write(String cookie) {
        return hub.request("/api/v1/sites/riva").header("Cookie", cookie).header("Content-Type", "application/json").PUT(BodyPublishers.ofString("{}"));
    }

    private String session() throws IOException, InterruptedException {
        String cookie = hub.getAsStranger(URI.create(hub.hub().signInLink()).getPath()).header("set-cookie");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private int status(String route, Optional<String> token) throws IOException, InterruptedException {
        String method = route.substring(0, route.indexOf(' ')).toUpperCase(Locale.ROOT);
        HttpRequest.Builder request = hub.request(path(route));
        token.ifPresent(each -> request.header("Authorization", "Bearer " + each));
        if (method.equals("PUT")) {
            request.header("Content-Type", route.endsWith("yaml") ? "application/yaml" : "application/json");
        }
        request.method(method, method.equals("PUT") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        HttpResponse<InputStream> answer = hub.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static String route(String row) {
        return row.substring(0, row.indexOf('|')).strip();
    }

    private static String path(String route) {
        String path = route.substring(route.indexOf(' ') + 1).replace("{site}", "riva").replace("{zone}", "open-space").replace("{link}", "none").replace("{name}", "icon-1.svg").replace("{id}", "7");
        return path.contains("/history/") ? path + A_DAY : path;
    }
}
