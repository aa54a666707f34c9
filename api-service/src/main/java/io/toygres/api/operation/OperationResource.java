package io.toygres.api.operation;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.command.Accepted;
import io.toygres.api.command.Commands;
import io.toygres.api.page.Page;
import io.toygres.api.page.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/operations}. */
@Path("/api/operations")
@Authenticated
@RunOnVirtualThread
@Tag(name = "operations", description = "Every command that was accepted, how far it is and how it ended")
public class OperationResource {

    private final Database database;
    private final OperationStore operations;
    private final Timeline timeline;
    private final Cancellation cancellation;
    private final Commands commands;

    OperationResource(
            Database database,
            OperationStore operations,
            Timeline timeline,
            Cancellation cancellation,
            Commands commands) {
        this.database = database;
        this.operations = operations;
        this.timeline = timeline;
        this.cancellation = cancellation;
        this.commands = commands;
    }

    @GET
    @Operation(summary = "List operations, newest first, without their timelines")
    public Page<OperationView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("status") @Nullable String status,
            @QueryParam("type") @Nullable String type,
            @QueryParam("instance_id") @Nullable String instanceId,
            @QueryParam("image_id") @Nullable String imageId) {
        PageQuery query = new PageQuery(limit, cursor)
                .filter("status", status, OperationStatus.WIRE_NAMES)
                .filter("type", type, OperationType.WIRE_NAMES)
                .filterId("instance_id", instanceId)
                .filterId("image_id", imageId);
        return database.withConnection(tx -> operations.page(tx, query)).map(OperationView::inList);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read an operation with its timeline")
    public OperationView read(@PathParam("id") UUID id) {
        OperationId operation = new OperationId(id);
        return database.withConnection(tx -> {
            OperationRecord found = operations.find(tx, operation).orElseThrow(() -> unknown(operation));
            OperationRecord whole = operations
                    .failureLog(tx, operation)
                    .map(found::withFailureLog)
                    .orElse(found);
            return OperationView.of(whole, timeline.of(tx, operation));
        });
    }

    @POST
    @Path("{id}/cancel")
    @Operation(summary = "Ask for a creation, restore or backup to be stopped and undone")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Response cancel(
            @PathParam("id") UUID id,
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Nullable CancelRequest request) {
        OperationId operation = new OperationId(id);
        boolean abandon = request != null && request.abandon();
        return commands.accept(
                idempotencyKey,
                abandon ? List.of("abandon", operation) : List.of("cancel", operation),
                tx -> new Accepted(operation, OperationView.inList(cancellation.request(tx, operation, abandon))));
    }

    static ProblemException unknown(OperationId id) {
        return new ProblemException(ProblemCode.OPERATION_NOT_FOUND, "There is no operation " + id + ".");
    }
}
