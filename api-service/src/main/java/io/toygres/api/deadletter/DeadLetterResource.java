package io.toygres.api.deadletter;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Role;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.contract.Topic;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/dead-letters}. */
@Path("/api/dead-letters")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(
        name = "dead letters",
        description = "Messages between the services that could not be applied, each with its reason")
public class DeadLetterResource {

    private final DeadLetters deadLetters;

    DeadLetterResource(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @GET
    @Refuses(ProblemCode.BROKER_UNAVAILABLE)
    @Operation(
            operationId = "listDeadLetters",
            summary = "List the newest dead letters of each topic, at most 200 of each")
    public DeadLetterList list() {
        return new DeadLetterList(Stream.of(Topic.values())
                .flatMap(topic -> deadLetters.newest(topic).stream())
                .map(DeadLetterView::inList)
                .toList());
    }

    @GET
    @Path("{topic}/{partition}/{offset}")
    @Refuses({ProblemCode.DEAD_LETTER_NOT_FOUND, ProblemCode.BROKER_UNAVAILABLE})
    @Operation(operationId = "readDeadLetter", summary = "Read a dead letter with its headers and body")
    public DeadLetterView read(
            @PathParam("topic") String topic, @PathParam("partition") int partition, @PathParam("offset") long offset) {
        return DeadLetterView.whole(deadLetters.read(topic(topic), partition, offset));
    }

    @POST
    @Path("{topic}/{partition}/{offset}/replay")
    @Refuses({ProblemCode.DEAD_LETTER_NOT_FOUND, ProblemCode.BROKER_UNAVAILABLE})
    @Operation(
            operationId = "replayDeadLetter",
            summary = "Send a dead letter to its topic once more",
            description =
                    "What was applied meanwhile is not applied twice; what still can't be becomes a dead letter again.")
    public DeadLetterView replay(
            @PathParam("topic") String topic, @PathParam("partition") int partition, @PathParam("offset") long offset) {
        return DeadLetterView.inList(deadLetters.replay(topic(topic), partition, offset));
    }

    /** @param items newest first within each topic */
    public record DeadLetterList(List<DeadLetterView> items) {
        public DeadLetterList {
            items = List.copyOf(items);
        }
    }

    private static Topic topic(String name) {
        return Stream.of(Topic.values())
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.DEAD_LETTER_NOT_FOUND, "There is no topic " + name + " with dead letters."));
    }
}
