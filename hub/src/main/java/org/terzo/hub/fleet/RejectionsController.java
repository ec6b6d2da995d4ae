package org.terzo.hub.fleet;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.Replayed;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.Letters;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.wire.LogId;
import org.terzo.wire.WireTime;

/// Dead letters: what was refused and why, and the way to have one taken after all.
@Controller("/api/v1/rejections")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RejectionsController {
    private static final int PAGE = 1_000;
    private static final long PATIENCE_S = 5;

    private final Intake intake;
    private final Journal journal;

    RejectionsController(Intake intake, Journal journal) {
        this.intake = intake;
        this.journal = journal;
    }

    /// Newest first; `lost` counts letters that went because there were too many.
    @Get
    Map<String, Object> rejections(@QueryValue @Nullable Long cursor) throws IOException {
        Letters letters = journal.answers().letters(Optional.ofNullable(cursor).orElse(Long.MAX_VALUE), PAGE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("rejections", letters.page().stream().map(RejectionsController::json).toList());
        answer.put("lost", letters.lost());
        if (letters.page().size() == PAGE) {
            answer.put("next", Long.toString(letters.page().getLast().id()));
        }
        return answer;
    }

    /// The same answer however often it is asked; 409 says why the letter stays dead.
    @Post("/{id}/replay")
    @Status(HttpStatus.OK)
    Map<String, Object> replay(long id) throws InterruptedException, ExecutionException {
        return switch (replayed(id)) {
            case Replayed.Stored(LogId log, long sequence) -> Map.of("id", Long.toString(id), "log", log.value(), "sequence", sequence);
            case Replayed.Refused(String reason, String detail) ->
                throw new HttpStatusException(HttpStatus.CONFLICT, "rejection %s: %s: %s".formatted(Long.toString(id), reason, detail));
            case Replayed.Unknown _ ->
                throw new HttpStatusException(HttpStatus.NOT_FOUND, "no rejection '%s'".formatted(Long.toString(id)));
        };
    }

    private Replayed replayed(long id) throws InterruptedException, ExecutionException {
        try {
            return intake.replay(id).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new HttpStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "rejection %s: not on disk within %d s; asking again is safe".formatted(Long.toString(id), PATIENCE_S));
        }
    }

    private static Map<String, Object> json(Rejection rejection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(rejection.id()));
        json.put("at", WireTime.text(rejection.at()));
        json.put("site", rejection.site());
        json.put("gateway", rejection.gateway());
        json.put("topic", rejection.topic());
        json.put("log", rejection.log().map(LogId::value).orElse(null));
        json.put("sequence", rejection.sequence().isPresent() ? rejection.sequence().getAsLong() : null);
        json.put("reason", rejection.reason());
        json.put("detail", rejection.detail());
        json.put("payload", rejection.payload());
        json.put("complete", rejection.complete());
        return json;
    }
}
