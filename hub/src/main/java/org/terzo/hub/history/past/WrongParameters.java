package org.terzo.hub.history.past;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.List;

/// Parameters of a question that cannot be answered, all of them at once.
public final class WrongParameters extends HttpStatusException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    public WrongParameters(List<Mistake> mistakes) {
        super(HttpStatus.BAD_REQUEST, mistakes.getFirst().field() + ": " + mistakes.getFirst().detail());
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /// A wrong field, what was given and what is wrong with it.
    public record Mistake(String field, String value, String detail) {}
}
