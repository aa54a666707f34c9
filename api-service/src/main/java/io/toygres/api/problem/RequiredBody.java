package io.toygres.api.problem;

import org.jspecify.annotations.Nullable;

/** A request's body where none or {@code null} will not do. */
public final class RequiredBody {

    private RequiredBody() {}

    /** @throws ProblemException MALFORMED_JSON when there is none */
    public static <T> T of(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "The body is empty.");
        }
        return body;
    }
}
