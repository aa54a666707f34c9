package io.toygres.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.toygres.database.DatabaseException;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request threw into problem+json: one switch, and no exception's own text in the answer. */
public final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final AllowedMethods allowedMethods;

    ProblemMapper(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    /** Names the classes for which Quarkus would otherwise write the answer itself. */
    @ServerExceptionMapper({
        ProblemException.class,
        JsonProcessingException.class,
        MismatchedInputException.class,
        WebApplicationException.class,
        NotFoundException.class,
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        ForbiddenException.class,
        DatabaseException.class,
        Throwable.class
    })
    public Response answer(Throwable thrown, UriInfo uri, HttpServerResponse http) {
        if (http.ended() || http.closed()) {
            return unheard(thrown);
        }
        Problem problem = problem(thrown).traced();
        log(problem, thrown);
        Response.ResponseBuilder response =
                Response.status(problem.status()).entity(problem).type(Problem.MEDIA_TYPE);
        switch (problem.status()) {
            case 405 -> response.header(HttpHeaders.ALLOW, allowedMethods.at(uri.getPath()));
            case 503 -> response.header(HttpHeaders.RETRY_AFTER, 5);
            default -> {
                // No header of its own.
            }
        }
        if (thrown instanceof BodyTooLargeException) {
            // The rest of the body stays unread.
            response.header("Connection", "close");
        }
        return response.build();
    }

    /**
     * The request was answered while it was read, or its client is gone: reading on fails, which anybody can bring about. The response has no
     * body, for which Quarkus would want to write it.
     */
    private static Response unheard(Throwable thrown) {
        Problem problem = thrown instanceof IOException ? ofStatus(408) : problem(thrown);
        log(problem, thrown);
        return Response.status(problem.status()).build();
    }

    /** What is answered to what was thrown. */
    public static Problem problem(Throwable thrown) {
        return switch (thrown) {
            case ProblemException refused -> refused.problem();
            // No body would do: a fault of this program.
            case InvalidDefinitionException _ -> internalError();
            case JsonProcessingException unreadable -> UnreadableBody.of(unreadable);
            case WebApplicationException e when e.getCause() instanceof InvalidDefinitionException -> internalError();
            case WebApplicationException e
            when e.getCause() instanceof JsonProcessingException unreadable -> UnreadableBody.of(unreadable);
            case WebApplicationException e when e.getCause() instanceof ProblemException refused -> refused.problem();
            case WebApplicationException e -> ofStatus(e.getResponse().getStatus());
            case UnauthorizedException _, AuthenticationException _ -> ofStatus(401);
            case ForbiddenException _ -> ofStatus(403);
            case BodyTooLargeException _ -> ofStatus(413);
            case DatabaseException e
            when e.isOutage() -> Problem.of(ProblemCode.DATABASE_UNAVAILABLE, "No connection to the database.");
            case DatabaseException e when e.isDeadlock() -> Problem.of(ProblemCode.DEADLOCK, "Nothing of it was done.");
            default -> internalError();
        };
    }

    /** What the HTTP layer refused before any code of ours ran. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "This address needs a login.");
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "Your login does not allow this.");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address.");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This address does not take that method.");
            case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE, "The answer has none of the types that you accept.");
            case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, "The body did not come.");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is larger than what is read here.");
            case 414 -> Problem.of(ProblemCode.ADDRESS_TOO_LONG, "The address is longer than what is read here.");
            case 415 ->
                Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body is declared as another type than is read here.");
            case 431 -> Problem.of(ProblemCode.HEADERS_TOO_LARGE, "The headers are larger than what is read here.");
            default ->
                status < 500 ? Problem.of(ProblemCode.BAD_REQUEST, "The request could not be read.") : internalError();
        };
    }

    private static Problem internalError() {
        String id = UUID.randomUUID().toString();
        return Problem.of(ProblemCode.INTERNAL_ERROR, "The service's log says more under id " + id + ".")
                .withId(id);
    }

    /** A fault of this program with its id, which the answer has too. */
    public static void log(Problem problem, Throwable thrown) {
        if (problem.id() != null) {
            LOG.errorf(thrown, "request failed code=%s id=%s", problem.code(), problem.id());
        } else if (problem.status() >= 500) {
            LOG.warnf("request failed code=%s detail=%s", problem.code(), problem.detail());
        } else {
            LOG.debugf("request refused code=%s detail=%s", problem.code(), problem.detail());
        }
    }
}
