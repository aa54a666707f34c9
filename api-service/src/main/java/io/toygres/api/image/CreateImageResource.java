package io.toygres.api.image;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Role;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/images}. */
@Path("/api/images")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "images")
public class CreateImageResource {

    private final ImageRequests requests;

    CreateImageResource(ImageRequests requests) {
        this.requests = requests;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({
        ProblemCode.INSTANCE_NOT_FOUND,
        ProblemCode.INSTANCE_NOT_RUNNING,
        ProblemCode.IMAGE_NAME_TAKEN,
        ProblemCode.NOT_OF_PHYSICAL_IMAGES,
        ProblemCode.QUOTA_REACHED
    })
    @Operation(operationId = "createImage", summary = "Back a running instance up into a new image")
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImageView.class)))
    public Response create(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable CreateImageRequest body) {
        return Commands.answer(requests.create(idempotencyKey, RequiredBody.of(body)));
    }
}
