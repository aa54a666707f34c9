package io.toygres.api.event;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CallerWatch;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/events}. */
@Path("/api/events")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "events", description = "What changes, as it changes")
public class EventResource {

    private static final Logger LOG = Logger.getLogger(EventResource.class);

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final ChangeFeed feed;
    private final CurrentCaller caller;
    private final CallerWatch watch;
    private final EventConfig config;
    private final Clock clock;

    EventResource(ChangeFeed feed, CurrentCaller caller, CallerWatch watch, EventConfig config, Clock clock) {
        this.feed = feed;
        this.caller = caller;
        this.watch = watch;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Refuses(ProblemCode.TOO_MANY_LISTENERS)
    @Operation(
            operationId = "followEvents",
            summary = "Follow every change of instances, images and operations",
            description = """
                    A stream of server-sent events. Each is an `instance`, `image` or `operation` (field `event`) with what it is now as JSON
                    (field `data`): its `id`, `project`, `status`, `changed_at` and what else tells most; read the rest at its own address.
                    The same state may come twice. The stream ends after 15 minutes, and when the caller's session or token does: a client comes again with the header
                    `Last-Event-ID`, as browsers do by themselves, and gets what it has missed, from any replica, for seven days. An event
                    `reset` says that this was too long ago: read everything anew.""")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    public Response follow(
            @Context RoutingContext context,
            @HeaderParam(LAST_EVENT_ID) @Nullable String lastEventId,
            @QueryParam("kind")
                    List<
                                    @Pattern(
                                            regexp = "instance|image|operation",
                                            message = "send instance, image or operation, or leave it out for all")
                                    String>
                            kinds) {
        Optional<Position> from =
                Optional.ofNullable(lastEventId).filter(text -> !text.isEmpty()).map(EventResource::position);
        feed.refuseWhenFull();
        var stream = new EventStream(watch.over(caller.get()), Set.copyOf(kinds), config, clock);
        // It listens once it writes: whose answer is never written, as that to HEAD, takes no other one's place.
        StreamingOutput output = out -> write(stream, from, context, out);
        return Response.ok(output, MediaType.SERVER_SENT_EVENTS_TYPE)
                // Proxies are not to hold events back until they have a page of them.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private void write(EventStream stream, Optional<Position> from, RoutingContext context, OutputStream out) {
        Optional<ChangeFeed.Listener> resumed = from.flatMap(feed::listen);
        boolean missed = from.isPresent() && resumed.isEmpty();
        try (ChangeFeed.Listener listener = resumed.orElseGet(feed::listen)) {
            // Noticed at once, and not when the next sign of life is due.
            context.addEndHandler(_ -> Thread.startVirtualThread(listener::cancel));
            if (context.response().closed()) {
                return;
            }
            stream.write(listener, missed, out);
        } catch (IOException e) {
            LOG.debug("A client of the events has gone.", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Position position(String text) {
        return Position.parse(text)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INVALID_PARAMETER, LAST_EVENT_ID, "Send the id of an event, or leave it out."));
    }
}
