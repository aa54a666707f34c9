package io.toygres.api.image;

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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/images/bulk-create} and {@code …/bulk-delete}. */
@Path("/api/images")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "images")
public class BulkImageResource {

    private final ImageBulkItems items;
    private final Bulk bulk;

    BulkImageResource(ImageBulkItems items, Bulk bulk) {
        this.items = items;
        this.bulk = bulk;
    }

    @POST
    @Path("bulk-create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "bulkCreateImages", summary = "Create several images", description = Bulk.DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = Bulk.OUTCOME,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BulkImagesView.class)))
    public Response create(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable BulkCreateImagesRequest body) {
        BulkCreateImagesRequest request = RequiredBody.of(body);
        List<BulkItem> wanted = request.all().stream().map(items::creation).toList();
        return bulk.answer(idempotencyKey, List.of("bulk create images", request), wanted, BulkImagesView::of);
    }

    @POST
    @Path("bulk-delete")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "bulkDeleteImages", summary = "Delete several images", description = Bulk.DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = Bulk.OUTCOME,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BulkImagesView.class)))
    public Response delete(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable BulkDeleteRequest body,
            @Parameter(description = "Remove the data of all of them at once; nothing brings it back")
                    @QueryParam("purge")
                    @DefaultValue("false")
                    Boolean purge) {
        BulkDeleteRequest request = RequiredBody.of(body);
        List<BulkItem> wanted =
                request.all().stream().map(item -> items.deletion(item, purge)).toList();
        return bulk.answer(
                idempotencyKey,
                List.of(purge ? "bulk purge images" : "bulk delete images", request),
                wanted,
                BulkImagesView::of);
    }
}
