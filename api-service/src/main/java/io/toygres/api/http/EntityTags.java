package io.toygres.api.http;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The version of a resource as an ETag, such as {@code "4711"}, and what If-Match asks of it (RFC 9110, 13.1.1). */
public final class EntityTags {

    public static final String IF_MATCH = "If-Match";

    private EntityTags() {}

    public static String of(String version) {
        return '"' + version + '"';
    }

    /**
     * @param ifMatch the header; null for none, which asks nothing
     * @param version of the resource as it is now
     * @throws ProblemException CHANGED_MEANWHILE
     */
    public static void require(@Nullable String ifMatch, String version) {
        if (ifMatch != null
                && Arrays.stream(ifMatch.split(","))
                        .map(String::strip)
                        .noneMatch(tag -> tag.equals("*") || tag.equals(of(version)))) {
            throw new ProblemException(ProblemCode.CHANGED_MEANWHILE, IF_MATCH, "It is " + of(version) + " now.");
        }
    }
}
