package io.toygres.api.instance;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.PostgresVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL versions that new instances can have. */
@ApplicationScoped
class OfferedVersions {

    private final List<PostgresVersion> versions;

    /** @param versions majors, such as {@code 15,16}; at least one. Restores may have others: theirs is the image's. */
    OfferedVersions(
            @ConfigProperty(name = "toygres.postgres-versions", defaultValue = "15,16,17,18") List<String> versions) {
        this.versions = versions.stream()
                .map(PostgresVersion::parse)
                .sorted(Comparator.comparing(PostgresVersion::major))
                .toList();
    }

    /**
     * @param requested null for the newest
     * @throws ProblemException POSTGRES_VERSION_NOT_OFFERED
     */
    PostgresVersion choose(@Nullable String requested) {
        if (requested == null) {
            return versions.getLast();
        }
        return versions.stream()
                .filter(version -> version.toString().equals(requested))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.POSTGRES_VERSION_NOT_OFFERED,
                        "postgres_version",
                        "Offered are "
                                + String.join(
                                        ", ",
                                        versions.stream().map(String::valueOf).toList()) + "."));
    }
}
