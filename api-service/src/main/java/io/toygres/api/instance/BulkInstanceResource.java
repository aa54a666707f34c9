package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Role;
import io.toygres.api.command.Bulk;
import io.toygres.api.command.BulkDeleteRequest;
import io.toygres.api.command.BulkItem;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.RequiredBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/instances/bulk-create} and {@code …/bulk-delete}. */
@Path("/api/instances")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "instances")
public class BulkInstanceResource {

    private final InstanceBulkItems items;
    private final Bulk bulk;

    BulkInstanceResource(InstanceBulkItems items, Bulk bulk) {
        this.items = items;
        this.bulk = bulk;
    }

    @POST
    @Path("bulk-create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "bulkCreateInstances",
            summary = "Create several instances",
            description = Bulk.DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = Bulk.OUTCOME,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BulkInstancesView.class)))
    public Response create(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable BulkCreateInstancesRequest body) {
        BulkCreateInstancesRequest request = RequiredBody.of(body);
        List<BulkItem> wanted = request.all().stream().map(items::creation).toList();
        return bulk.answer(idempotencyKey, List.of("bulk create instances", request), wanted, BulkInstancesView::of);
    }

    @POST
    @Path("bulk-delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "bulkDeleteInstances",
            summary = "Delete several instances",
            description = Bulk.DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = Bulk.OUTCOME,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BulkInstancesView.class)))
    public Response delete(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable BulkDeleteRequest body) {
        BulkDeleteRequest request = RequiredBody.of(body);
        List<BulkItem> wanted = request.all().stream().map(items::deletion).toList();
        return bulk.answer(idempotencyKey, List.of("bulk delete instances", request), wanted, BulkInstancesView::of);
    }
}
