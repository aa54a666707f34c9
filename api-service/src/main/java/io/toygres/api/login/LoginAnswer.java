package io.toygres.api.login;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Makes sure that {@code POST /login} says 200 only after a login: Quarkus says so to a form without a password as well. */
@Singleton
final class LoginAnswer {

    /** Above what {@code SecurityHandlerPriorities} gives form authentication (150). */
    private static final int BEFORE_AUTHENTICATION = 300;

    private static final String SUCCEEDED = LoginAnswer.class.getName();

    void register(@Observes Filters filters) {
        filters.register(LoginAnswer::watch, BEFORE_AUTHENTICATION);
    }

    /** Notes that the request brought the right name and password. */
    static void succeeded(AuthenticationRequest request) {
        RoutingContext context = HttpSecurityUtils.getRoutingContextAttribute(request);
        if (context != null) {
            context.put(SUCCEEDED, true);
        }
    }

    private static void watch(RoutingContext context) {
        if (HttpMethod.POST.equals(context.request().method()) && "/login".equals(context.normalizedPath())) {
            context.addHeadersEndHandler(_ -> {
                if (context.response().getStatusCode() == 200 && context.get(SUCCEEDED) == null) {
                    context.response().setStatusCode(401);
                }
            });
        }
        context.next();
    }
}
