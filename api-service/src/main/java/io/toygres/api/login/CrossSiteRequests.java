package io.toygres.api.login;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site makes a browser send, since the browser may add the session's cookie to it. Browsers say where a
 * request comes from in {@code Sec-Fetch-Site} and, older ones, in {@code Origin}; a program that is no browser sends neither
 * (https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF#fetch_metadata).
 */
public final class CrossSiteRequests {

    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    /** {@code none} is what the user did, such as a bookmark. */
    private static final Set<String> OUR_OWN = Set.of("same-origin", "none");

    /** @throws ProblemException CROSS_SITE_REQUEST */
    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        boolean foreign = site == null
                ? isForeign(
                        request.getHeaderString("Origin"), request.getUriInfo().getRequestUri())
                : !OUR_OWN.contains(site);
        if (foreign && !CHANGE_NOTHING.contains(request.getMethod())) {
            throw new ProblemException(
                    ProblemCode.CROSS_SITE_REQUEST, "The page that sends it is not one of this service.");
        }
    }

    private static boolean isForeign(@Nullable String origin, URI here) {
        return origin != null && !origin.equals(here.getScheme() + "://" + here.getAuthority());
    }
}
