package org.terzo.hub.web;

import io.micronaut.http.MediaType;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why there is no answer, RFC 9457.
///
/// @param errors each wrong field
@Serdeable
@Schema(name = "Problem", description = "Why there is no answer, RFC 9457.")
public record Problem(String type, String title, int status, String detail, List<Mistake> errors) {
    static final MediaType MEDIA_TYPE = MediaType.of("application/problem+json");

    public Problem {
        errors = List.copyOf(errors);
    }

    /// @param value what was given; null when nothing was
    @Serdeable
    @Schema(name = "Problem.Mistake")
    public record Mistake(String field, @Nullable String value, String detail) {}
}
