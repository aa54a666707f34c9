package io.toygres.internal;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Refuses whoever has no {@link InternalToken}. */
@Provider
@InternalEndpoint
public final class InternalAccess implements ContainerRequestFilter {

    private static final String PROBLEM = """
            {"type":"about:blank","title":"Unauthorized","status":401,"code":"UNAUTHENTICATED",\
            "detail":"This endpoint answers api-service only.",\
            "remedy":"Ask api-service; if this is api-service, give both the same toygres.command-keys.file."}""";

    /** Looked up by each request: filters are made as the service is built natively, when there is no file of keys. */
    private final Instance<InternalToken> token;

    InternalAccess(Instance<InternalToken> token) {
        this.token = token;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!token.get().accepts(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .type("application/problem+json")
                    .entity(PROBLEM)
                    .build());
        }
    }
}
