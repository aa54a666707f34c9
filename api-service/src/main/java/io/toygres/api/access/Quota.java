package io.toygres.api.access;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.DatabaseException;
import java.util.Set;

/** How many living instances and images a project may have: triggers of their tables count, so that no insertion gets round it. */
public final class Quota {

    private static final Set<String> TRIGGERS = Set.of("instances_quota", "images_quota");

    private Quota() {}

    /** Whether a transaction failed because the project has as many as it may. */
    public static boolean isReached(DatabaseException failure) {
        return failure.constraint().filter(TRIGGERS::contains).isPresent();
    }

    public static ProblemException refusal() {
        return new ProblemException(ProblemCode.QUOTA_REACHED, "project", "Its quota allows no further one.");
    }
}
