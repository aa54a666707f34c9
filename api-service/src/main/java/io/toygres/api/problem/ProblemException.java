package io.toygres.api.problem;

/** Refuses the request; a transaction that it passes through is rolled back. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    /** @param field the property or parameter at fault */
    public ProblemException(ProblemCode code, String field, String detail) {
        this(Problem.of(code, detail).atField(field));
    }

    public Problem problem() {
        return problem;
    }
}
