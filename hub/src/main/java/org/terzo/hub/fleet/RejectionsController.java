package org.terzo.hub.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.Replayed;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers;
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

    /// @param lost letters that went because there were too many
    /// @param next where the next page begins; left out on the last
    @Serdeable
    record Letters(List<Letter> rejections, long lost, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    /// @param site empty, like `gateway`, when the topic names none
    /// @param log null, like `sequence`, when a whole batch was refused
    /// @param complete the payload is all that came; a cut one cannot be taken later
    @Serdeable
    record Letter(
            String id,
            String at,
            String site,
            String gateway,
            String topic,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String log,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long sequence,
            String reason,
            String detail,
            String payload,
            boolean complete) {
        static Letter of(Rejection rejection) {
            return new Letter(
                    Long.toString(rejection.id()),
                    WireTime.text(rejection.at()),
                    rejection.site(),
                    rejection.gateway(),
                    rejection.topic(),
                    rejection.log().map(LogId::value).orElse(null),
                    rejection.sequence().isPresent() ? rejection.sequence().getAsLong() : null,
                    rejection.reason(),
                    rejection.detail(),
                    rejection.payload(),
                    rejection.complete());
        }
    }

    /// What a letter was stored as.
    @Serdeable
    record Taken(String id, String log, long sequence) {}

    /// Newest first.
    @Get
    Letters rejections(@QueryValue @Nullable Long cursor) throws IOException {
        JournalAnswers.Letters letters = journal.answers().letters(Optional.ofNullable(cursor).orElse(Long.MAX_VALUE), PAGE);
        boolean hasMore = letters.page().size() == PAGE;
        return new Letters(
                letters.page().stream().map(Letter::of).toList(), letters.lost(), hasMore ? Long.toString(letters.page().getLast().id()) : null);
    }

    /// The same answer however often it is asked; 409 says why the letter stays dead.
    @Post("/{id}/replay")
    @Status(HttpStatus.OK)
    Taken replay(long id) throws InterruptedException, ExecutionException {
        return switch (replayed(id)) {
            case Replayed.Stored(LogId log, long sequence) -> new Taken(Long.toString(id), log.value(), sequence);
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
}
