package io.toygres.api.http;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The version of a resource as an ETag, such as {@code "4711"}, and what If-Match and If-None-Match ask of it (RFC 9110, 13.1). */
public final class EntityTags {

    public static final String IF_MATCH = "If-Match";

    public static final String IF_NONE_MATCH = "If-None-Match";

    private EntityTags() {}

    public static String of(String version) {
        return '"' + version + '"';
    }

    /**
     * Whether the client has that version already.
     *
     * @param ifNoneMatch the header; null for none
     */
    public static boolean matches(@Nullable String ifNoneMatch, String version) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
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
