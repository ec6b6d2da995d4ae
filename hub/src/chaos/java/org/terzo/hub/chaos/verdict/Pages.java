package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.terzo.hub.e2e.Web;

/// Lists of the hub, page after page, so that none of them has to fit into memory.
final class Pages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 20;

    private final Web web;

    Pages(Web web) {
        this.web = web;
    }

    /// @param path with at least one parameter
    void each(String path, String member, Consumer<JsonNode> item) throws IOException, InterruptedException {
        String cursor = "";
        boolean goesOn = true;
        while (goesOn) {
            JsonNode page = page(path + cursor);
            page.get(member).forEach(item);
            goesOn = page.hasNonNull("next");
            cursor = "&cursor=" + page.path("next").asText();
        }
    }

    /// A busy store makes the hub say 503; that is not an answer.
    private JsonNode page(String path) throws IOException, InterruptedException {
        for (int again = 1; again < TRIES; again++) {
            HttpResponse<String> answer = web.raw(path, true);
            if (answer.statusCode() == 200) {
                return JSON.readTree(answer.body());
            }
            if (answer.statusCode() != 503) {
                throw new IOException("%s: %s %s".formatted(path, Integer.toString(answer.statusCode()), answer.body()));
            }
            Thread.sleep(1_000);
        }
        return web.get(path);
    }
}
