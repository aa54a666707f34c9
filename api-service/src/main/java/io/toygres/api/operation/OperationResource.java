package io.toygres.api.operation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.command.Commands;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.http.Sort;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.contract.OperationId;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/operations}. */
@Path("/api/operations")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "operations", description = "Every command that was accepted, how far it is and how it ended")
public class OperationResource {

    private final Database database;
    private final CurrentCaller caller;
    private final OperationStore operations;
    private final Timeline timeline;
    private final OperationRequests requests;
    private final Settlement settlement;

    OperationResource(
            Database database,
            CurrentCaller caller,
            OperationStore operations,
            Timeline timeline,
            OperationRequests requests,
            Settlement settlement) {
        this.database = database;
        this.caller = caller;
        this.operations = operations;
        this.timeline = timeline;
        this.requests = requests;
        this.settlement = settlement;
    }

    @GET
    @Operation(
            operationId = "listOperations",
            summary = "List operations without their timelines, newest first unless sorted otherwise")
    @Refuses(ProblemCode.CURSOR_OF_OTHER_SORT)
    public Page<OperationView> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @Parameter(description = "The column to sort by; - before it for the greatest first")
                    @QueryParam("sort")
                    @DefaultValue(Sort.NEWEST_FIRST)
                    @Pattern(regexp = OperationStore.SORTS, message = OperationStore.SORT_REMEDY)
                    String sort,
            @Parameter(description = "next_cursor of the page before, of the same sort") @QueryParam("cursor") @Nullable
                    String cursor,
            @QueryParam("project") @NoControlCharacters @Nullable String project,
            @QueryParam("status") @Pattern(regexp = OperationStatus.LISTED, message = OperationStatus.REMEDY) @Nullable
                    String status,
            @QueryParam("type") @Pattern(regexp = OperationType.LISTED, message = OperationType.REMEDY) @Nullable
                    String type,
            @Parameter(description = "Of the instance or image that it creates, restores to or deletes")
                    @QueryParam("name_prefix")
                    @NoControlCharacters
                    @Nullable
                    String namePrefix,
            @Parameter(description = "Of that instance or image, such as team=payments,env=prod: all of them")
                    @QueryParam("labels")
                    @Nullable
                    String labels,
            @Parameter(
                            description =
                                    "The name of the user who asked for it; toygres for what the service does by itself")
                    @QueryParam("requested_by")
                    @NoControlCharacters
                    @Nullable
                    String requestedBy,
            @QueryParam("instance_id") @Nullable UUID instanceId,
            @QueryParam("image_id") @Nullable UUID imageId,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_after") @Nullable
                    String createdAfter,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_before") @Nullable
                    String createdBefore) {
        PageQuery query = new PageQuery(caller.access(), limit, Sort.parse(sort), cursor)
                .filter("project", project)
                .filter("status", status)
                .filter("type", type)
                .prefix("resource_name", namePrefix)
                .labelled(OperationStore.LABELLED, labels)
                .filter("requested_by", requestedBy)
                .filter("instance_id", instanceId)
                .filter("image_id", imageId)
                .created(createdAfter, createdBefore);
        return database.withConnection(tx -> operations.page(tx, query)).map(OperationView::inList);
    }

    @GET
    @Path("{id}")
    @Refuses({ProblemCode.OPERATION_NOT_FOUND, ProblemCode.TOO_MANY_LISTENERS})
    @Operation(operationId = "readOperation", summary = "Read an operation with its timeline")
    @AnswersTag("For If-None-Match of the next look")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "304", description = "Nothing has changed since the ETag of If-None-Match")
    public RestResponse<OperationView> read(
            @PathParam("id") UUID id,
            @Parameter(description = "The ETag of an earlier answer: one that has not changed is not sent again")
                    @HeaderParam(EntityTags.IF_NONE_MATCH)
                    @Nullable
                    String ifNoneMatch,
            @Parameter(description = "Answer once the operation has finished, or after so many seconds, such as 30s")
                    @QueryParam("wait")
                    @Pattern(regexp = Settlement.WAIT, message = Settlement.WAIT_REMEDY)
                    @Nullable
                    String wait) {
        OperationId operation = new OperationId(id);
        settlement.await(caller.access(), operation, wait);
        return database.withConnection(tx -> {
            OperationRecord found =
                    operations.find(tx, caller.access(), operation).orElseThrow(() -> unknown(operation));
            String tag = EntityTags.of(found.row().version());
            return EntityTags.matches(ifNoneMatch, found.row().version())
                    ? RestResponse.ResponseBuilder.<OperationView>create(RestResponse.Status.NOT_MODIFIED)
                            .header(HttpHeaders.ETAG, tag)
                            .build()
                    : RestResponse.ResponseBuilder.ok(
                                    OperationView.of(withFailureLog(tx, found), timeline.of(tx, operation)))
                            .header(HttpHeaders.ETAG, tag)
                            .build();
        });
    }

    /** One that fails between two look-ups is shown as it was at the first. */
    private OperationRecord withFailureLog(Tx tx, OperationRecord operation) {
        return operation.failure() == null
                ? operation
                : operations
                        .failureLog(tx, operation.id())
                        .map(operation::withFailureLog)
                        .orElse(operation);
    }

    @POST
    @RolesAllowed(Role.OPERATORS)
    @Path("{id}/cancel")
    @Refuses({ProblemCode.OPERATION_NOT_FOUND, ProblemCode.OPERATION_FINISHED, ProblemCode.OPERATION_NOT_CANCELLABLE})
    @Operation(
            operationId = "cancelOperation",
            summary = "Ask for a creation, restore or backup to be stopped and undone")
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OperationView.class)))
    public Response cancel(
            @PathParam("id") UUID id,
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Parameter(
                            description =
                                    "Also end an undo that can't finish, as when a node is lost: each step that is left"
                                            + " is undone at one attempt, and what that leaves behind is named in the failure")
                    @QueryParam("abandon")
                    @DefaultValue("false")
                    Boolean abandon) {
        return Commands.answer(requests.cancel(idempotencyKey, new OperationId(id), abandon));
    }

    static ProblemException unknown(OperationId id) {
        return new ProblemException(ProblemCode.OPERATION_NOT_FOUND, "There is no operation " + id + ".");
    }
}
