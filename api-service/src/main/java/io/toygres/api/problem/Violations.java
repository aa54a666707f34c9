package io.toygres.api.problem;

import io.toygres.api.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request's values, so that the client hears all of it at once. */
public final class Violations {

    private final List<FieldError> errors = new ArrayList<>();

    /**
     * Notes a violation unless the value is fine.
     *
     * @param message what is wrong, to be read after the field's name, such as {@code must be a DNS label}
     * @param remedy what to send instead
     */
    public Violations check(boolean fine, String field, String message, String remedy) {
        if (!fine) {
            errors.add(new FieldError(field, message, remedy));
        }
        return this;
    }

    /** @throws ProblemException VALIDATION_FAILED with everything that was noted, when anything was */
    public void refuse() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }
}
