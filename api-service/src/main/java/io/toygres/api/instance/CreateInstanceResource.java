package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Quota;
import io.toygres.api.access.Role;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.command.Accepted;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.ImageId;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
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

    private final CurrentCaller caller;
    private final Creation creation;
    private final Restore restore;
    private final Commands commands;

    CreateInstanceResource(CurrentCaller caller, Creation creation, Restore restore, Commands commands) {
        this.caller = caller;
        this.creation = creation;
        this.restore = restore;
        this.commands = commands;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({
        ProblemCode.INSTANCE_NAME_TAKEN,
        ProblemCode.DNS_LABEL_TAKEN,
        ProblemCode.IMAGE_NOT_FOUND,
        ProblemCode.IMAGE_NOT_AVAILABLE,
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
        try {
            return commands.accept(idempotencyKey, List.of("create instance", request), tx -> start(tx, request));
        } catch (DatabaseException e) {
            throw refusal(request, e);
        }
    }

    private static RuntimeException refusal(CreateInstanceRequest request, DatabaseException failure) {
        if (Quota.isReached(failure)) {
            return Quota.refusal();
        }
        return InstanceStore.isProjectUnknown(failure)
                ? CurrentCaller.unknownProject(String.valueOf(request.project()))
                : failure;
    }

    private Accepted start(Tx tx, CreateInstanceRequest request) {
        UUID image = request.sourceImageId();
        return image == null
                ? creation.start(tx, caller.project(request.project()), request)
                : restore.start(tx, caller.access(), request, new ImageId(image));
    }
}
