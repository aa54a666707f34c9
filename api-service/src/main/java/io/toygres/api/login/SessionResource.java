package io.toygres.api.login;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/sessions}: one's own. */
@Path("/api/sessions")
@Authenticated
@RunOnVirtualThread
@Tag(name = "login", description = "Sessions, which a cookie carries")
public class SessionResource {

    private final Sessions sessions;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listSessions", summary = "List one's sessions, newest first, at most 200")
    public SessionList list() {
        return new SessionList(sessions.of(caller.get().name()).stream()
                .map(session -> SessionView.of(session, caller.get().credential()))
                .toList());
    }

    @DELETE
    @Path("{id}")
    @Refuses(ProblemCode.SESSION_NOT_FOUND)
    @Operation(operationId = "endSession", summary = "End a session: its cookie opens nothing any more")
    @APIResponse(responseCode = "204", description = "Ended")
    public Response end(@PathParam("id") UUID id) {
        if (!sessions.end(id, caller.get().name())) {
            throw new ProblemException(ProblemCode.SESSION_NOT_FOUND, "You have no session " + id + ".");
        }
        return Response.noContent().build();
    }

    /** @param items newest first */
    public record SessionList(List<SessionView> items) {
        public SessionList {
            items = List.copyOf(items);
        }
    }

    /**
     * A session over HTTP.
     *
     * @param current whether it is the one that asks
     */
    @Schema(name = "Session", description = "A login that is in force")
    public record SessionView(
            UUID id,
            boolean current,
            @Nullable String address,
            @Nullable String userAgent,
            Instant createdAt,
            Instant lastUsedAt,
            Instant endsAt) {

        static SessionView of(Session session, @Nullable UUID current) {
            return new SessionView(
                    session.id(),
                    session.id().equals(current),
                    session.address(),
                    session.userAgent(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.endsAt());
        }
    }
}
