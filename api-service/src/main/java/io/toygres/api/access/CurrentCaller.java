package io.toygres.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who sends the request that is being answered. */
@ApplicationScoped
public class CurrentCaller {

    /** Where things go when nobody names a project. */
    public static final String DEFAULT_PROJECT = "default";

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Caller get() {
        return (Caller) identity.getPrincipal();
    }

    /** Empty in what the service does by itself. */
    public Optional<Caller> find() {
        return identity.getPrincipal() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    public Access access() {
        return get().access();
    }

    /**
     * The project of what the request creates.
     *
     * @param wanted as the request names it; null to leave the choice
     * @throws ProblemException PROJECT_NOT_FOUND, also for one that the caller doesn't reach, or VALIDATION_FAILED when there is a choice
     */
    public String project(@Nullable String wanted) {
        Access access = access();
        if (wanted != null) {
            if (!access.reaches(wanted)) {
                throw unknownProject(wanted);
            }
            return wanted;
        }
        Set<String> projects = access.projects();
        if (access.reaches(DEFAULT_PROJECT)) {
            return DEFAULT_PROJECT;
        }
        if (projects != null && projects.size() == 1) {
            return projects.iterator().next();
        }
        String remedy = projects == null || projects.isEmpty()
                ? "Ask an administrator to let you into a project."
                : "Send one of " + String.join(", ", new TreeSet<>(projects)) + ".";
        throw new ProblemException(Problem.invalid(List.of(new Problem.FieldError("project", "is missing", remedy))));
    }

    public static ProblemException unknownProject(String name) {
        return new ProblemException(ProblemCode.PROJECT_NOT_FOUND, "project", "There is no project " + name + ".");
    }
}
