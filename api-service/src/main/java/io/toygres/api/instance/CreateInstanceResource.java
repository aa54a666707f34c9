package io.toygres.api.instance;

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

/** {@code POST /api/instances}. */
@Path("/api/instances")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "instances")
public class CreateInstanceResource {

    private final InstanceRequests requests;

    CreateInstanceResource(InstanceRequests requests) {
        this.requests = requests;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({
        ProblemCode.INSTANCE_NAME_TAKEN,
        ProblemCode.DNS_LABEL_TAKEN,
        ProblemCode.IMAGE_NOT_FOUND,
        ProblemCode.IMAGE_DELETED,
        ProblemCode.IMAGE_NOT_AVAILABLE,
        ProblemCode.NOT_OF_PHYSICAL_IMAGES,
        ProblemCode.POSTGRES_VERSION_NOT_OFFERED,
        ProblemCode.STORAGE_TOO_SMALL,
        ProblemCode.PROJECT_NOT_FOUND,
        ProblemCode.OTHER_PROJECT,
        ProblemCode.QUOTA_REACHED
    })
    @Operation(
            operationId = "createInstance",
            summary = "Create an empty instance, or restore an image as a new instance")
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstanceView.class)))
    public Response create(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable CreateInstanceRequest body) {
        CreateInstanceRequest request = RequiredBody.of(body);
        return Commands.answer(requests.create(idempotencyKey, request, request));
    }
}
