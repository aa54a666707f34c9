package io.toygres.api.login;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.toygres.api.problem.EarlyRefusal;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Corrects Quarkus' answers to {@code POST /login}: a form without a password gets 200 from it, and here 401; a body that is no
 * form makes it fail, and is refused here.
 */
@Singleton
final class LoginAnswer {

    /** Above what {@code SecurityHandlerPriorities} gives form authentication (150). */
    private static final int BEFORE_AUTHENTICATION = 300;

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final String SUCCEEDED = LoginAnswer.class.getName();

    private final EarlyRefusal refusal;

    LoginAnswer(EarlyRefusal refusal) {
        this.refusal = refusal;
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_AUTHENTICATION);
    }

    /** Notes that the request brought the right name and password. */
    static void succeeded(AuthenticationRequest request) {
        RoutingContext context = HttpSecurityUtils.getRoutingContextAttribute(request);
        if (context != null) {
            context.put(SUCCEEDED, true);
        }
    }

    private void watch(RoutingContext context) {
        if (!HttpMethod.POST.equals(context.request().method()) || !"/login".equals(context.normalizedPath())) {
            context.next();
        } else if (isForm(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            context.addHeadersEndHandler(_ -> {
                if (context.response().getStatusCode() == 200 && context.get(SUCCEEDED) == null) {
                    context.response().setStatusCode(401);
                }
            });
            context.next();
        } else {
            refusal.answer(context, Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "A login is a form."));
        }
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }
}
