package io.toygres.api.testing;

import io.toygres.api.problem.InvalidValues;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bodies of requests against their constraints, without a service. */
public final class Requests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private Requests() {}

    /** What such a body is answered with; empty when nothing is wrong with it. */
    public static Optional<Problem> refusal(Object body) {
        Set<ConstraintViolation<Object>> violations = VALIDATOR.validate(body);
        return violations.isEmpty() ? Optional.empty() : Optional.of(InvalidValues.of(violations));
    }

    /** The fields that are wrong, in the order in which they are told. */
    public static List<String> wrongFields(Object body) {
        return refusal(body).stream()
                .flatMap(problem -> problem.errors().stream())
                .map(FieldError::field)
                .toList();
    }
}
