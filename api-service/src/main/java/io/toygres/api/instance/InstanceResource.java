package io.toygres.api.instance;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStatus;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.command.Commands;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.http.Sort;
import io.toygres.api.operation.OperationStore;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.worker.Worker;
import io.toygres.api.worker.WorkerLogs;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/instances}, except the creation of one. */
@Path("/api/instances")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "instances", description = "PostgreSQL servers")
public class InstanceResource {

    private final Database database;
    private final CurrentCaller caller;
    private final InstanceStore instances;
    private final InstanceRequests requests;
    private final WorkerLogs logs;
    private final OperationStore operations;

    InstanceResource(
            Database database,
            CurrentCaller caller,
            InstanceStore instances,
            InstanceRequests requests,
            WorkerLogs logs,
            OperationStore operations) {
        this.database = database;
        this.caller = caller;
        this.instances = instances;
        this.requests = requests;
        this.logs = logs;
        this.operations = operations;
    }

    @GET
    @Operation(operationId = "listInstances", summary = "List instances, newest first unless sorted otherwise")
    @Refuses(ProblemCode.CURSOR_OF_OTHER_SORT)
    public Page<InstanceView> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @Parameter(description = "The column to sort by; - before it for the greatest first")
                    @QueryParam("sort")
                    @DefaultValue(Sort.NEWEST_FIRST)
                    @Pattern(regexp = InstanceStore.SORTS, message = InstanceStore.SORT_REMEDY)
                    String sort,
            @Parameter(description = "next_cursor of the page before, of the same sort") @QueryParam("cursor") @Nullable
                    String cursor,
            @QueryParam("project") @NoControlCharacters @Nullable String project,
            @QueryParam("status") @Pattern(regexp = InstanceStatus.LISTED, message = InstanceStatus.REMEDY) @Nullable
                    String status,
            @QueryParam("name") @NoControlCharacters @Nullable String name,
            @QueryParam("name_prefix") @NoControlCharacters @Nullable String namePrefix,
            @Parameter(description = "Such as team=payments,env=prod: all of them") @QueryParam("labels") @Nullable
                    String labels,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_after") @Nullable
                    String createdAfter,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_before") @Nullable
                    String createdBefore,
            @QueryParam("source_image_id") @Nullable UUID sourceImageId) {
        PageQuery query = new PageQuery(caller.access(), limit, Sort.parse(sort), cursor)
                .filter("project", project)
                .filter("status", status)
                .filter("name", name)
                .namePrefix(namePrefix)
                .labels(labels)
                .created(createdAfter, createdBefore)
                .filter("source_image_id", sourceImageId);
        return database.withConnection(tx -> instances.page(tx, query)).map(InstanceView::of);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readInstance", summary = "Read an instance")
    @Refuses(ProblemCode.INSTANCE_NOT_FOUND)
    @AnswersTag
    public RestResponse<InstanceView> read(@PathParam("id") UUID id) {
        return answer(find(new InstanceId(id)));
    }

    @DELETE
    @RolesAllowed(Role.OPERATORS)
    @Path("{id}")
    @Operation(operationId = "deleteInstance", summary = "Delete an instance with its data; its images stay")
    @Refuses({
        ProblemCode.INSTANCE_NOT_FOUND,
        ProblemCode.INSTANCE_BEING_CREATED,
        ProblemCode.RESOURCE_PROTECTED,
        ProblemCode.BACKUP_IN_PROGRESS
    })
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstanceView.class)))
    public Response delete(
            @PathParam("id") UUID id,
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch) {
        return Commands.answer(requests.delete(idempotencyKey, new InstanceId(id), ifMatch));
    }

    @GET
    @Path("{id}/logs")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "readInstanceLogs",
            summary = "Read the log of the instance's pod, or of the Job that restores it")
    @Refuses({ProblemCode.INSTANCE_NOT_FOUND, ProblemCode.LOGS_NOT_FOUND, ProblemCode.WORKER_UNAVAILABLE})
    @APIResponse(
            responseCode = "200",
            description = "The log\'s last lines",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public InputStream logs(@PathParam("id") UUID id) {
        InstanceId instance = find(new InstanceId(id)).id();
        return logs.read(
                Worker.PROVISIONER,
                "/internal/instances/" + instance + "/logs",
                () -> database.withConnection(tx -> operations.failureLog(tx, instance)));
    }

    static RestResponse<InstanceView> answer(InstanceRecord instance) {
        return RestResponse.ResponseBuilder.ok(InstanceView.of(instance))
                .header(HttpHeaders.ETAG, EntityTags.of(instance.version()))
                .build();
    }

    private InstanceRecord find(InstanceId id) {
        return database.withConnection(tx -> instances.find(tx, caller.access(), id))
                .orElseThrow(() -> unknown(id));
    }

    /** For an id that never was, and for a deleted instance. */
    static ProblemException unknown(InstanceId id) {
        return new ProblemException(ProblemCode.INSTANCE_NOT_FOUND, "There is no instance " + id + ".");
    }
}
