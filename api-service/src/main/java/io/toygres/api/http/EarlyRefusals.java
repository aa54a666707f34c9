package io.toygres.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.toygres.api.problem.EarlyRefusal;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Answers with a problem what is refused before it comes to a resource: a request without Host, one for no address, and one whose address
 * or headers are longer than need be. What is above Netty's own limits, or no HTTP at all, package {@code io.toygres.connection} refuses
 * before. Quarkus would answer an address that can't be decoded without a body; {@link io.toygres.api.ApiService} has it leave that to us.
 */
@Singleton
final class EarlyRefusals {

    private static final int BEFORE_ALL_OTHERS = Integer.MIN_VALUE;
    private static final int BEFORE_AUTHENTICATION = 300;
    private static final int LONGEST_ADDRESS = 8 * 1024;
    private static final int LONGEST_HEADERS = 16 * 1024;

    private final EarlyRefusal refusal;

    EarlyRefusals(EarlyRefusal refusal) {
        this.refusal = refusal;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_OTHERS).failureHandler(this::refuse);
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, BEFORE_AUTHENTICATION);
    }

    /** What Vert.x or Quarkus fails by a status of the client's; the rest goes on to Quarkus. */
    private void refuse(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500 && !context.response().headWritten()) {
            refusal.answer(context, ProblemMapper.ofStatus(status));
        } else {
            context.next();
        }
    }

    private void limit(RoutingContext context) {
        int headers = 0;
        for (var header : context.request().headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (!canBeDecoded(context.request().uri())) {
            refusal.answer(context, Problem.of(ProblemCode.BAD_REQUEST, "The address can't be decoded."));
        } else if (context.request().uri().length() > LONGEST_ADDRESS) {
            refusal.answer(context, Problem.of(ProblemCode.ADDRESS_TOO_LONG, "The address has more than 8 KiB."));
        } else if (headers > LONGEST_HEADERS) {
            refusal.answer(context, Problem.of(ProblemCode.HEADERS_TOO_LARGE, "The headers have more than 16 KiB."));
        } else {
            context.next();
        }
    }

    private static boolean canBeDecoded(String address) {
        try {
            var _ = new URI(address);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
