package io.toygres.api.image;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.ImageStore;
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
import io.toygres.contract.ImageId;
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

/** {@code /api/images}, except the creation of one. */
@Path("/api/images")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "images", description = "Backups, from which instances are restored")
public class ImageResource {

    private final Database database;
    private final CurrentCaller caller;
    private final ImageStore images;
    private final ImageRequests requests;
    private final WorkerLogs logs;
    private final OperationStore operations;

    ImageResource(
            Database database,
            CurrentCaller caller,
            ImageStore images,
            ImageRequests requests,
            WorkerLogs logs,
            OperationStore operations) {
        this.database = database;
        this.caller = caller;
        this.images = images;
        this.requests = requests;
        this.logs = logs;
        this.operations = operations;
    }

    @GET
    @Operation(operationId = "listImages", summary = "List images, newest first unless sorted otherwise")
    @Refuses(ProblemCode.CURSOR_OF_OTHER_SORT)
    public Page<ImageView> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @Parameter(description = "The column to sort by; - before it for the greatest first")
                    @QueryParam("sort")
                    @DefaultValue(Sort.NEWEST_FIRST)
                    @Pattern(regexp = ImageStore.SORTS, message = ImageStore.SORT_REMEDY)
                    String sort,
            @Parameter(description = "next_cursor of the page before, of the same sort") @QueryParam("cursor") @Nullable
                    String cursor,
            @QueryParam("project") @NoControlCharacters @Nullable String project,
            @QueryParam("status") @Pattern(regexp = ImageStatus.LISTED, message = ImageStatus.REMEDY) @Nullable
                    String status,
            @QueryParam("name") @NoControlCharacters @Nullable String name,
            @QueryParam("name_prefix") @NoControlCharacters @Nullable String namePrefix,
            @Parameter(description = "Such as team=payments,env=prod: all of them") @QueryParam("labels") @Nullable
                    String labels,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_after") @Nullable
                    String createdAfter,
            @Parameter(description = "Such as 2026-01-31T00:00:00Z") @QueryParam("created_before") @Nullable
                    String createdBefore,
            @QueryParam("instance_id") @Nullable UUID instanceId,
            @Parameter(
                            description =
                                    "List the deleted images that can be undeleted, in place of the others; not together with status")
                    @QueryParam("deleted")
                    @DefaultValue("false")
                    Boolean deleted) {
        if (deleted && status != null) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER,
                    "status",
                    "Leave it out: deleted=true lists those that can be undeleted.");
        }
        PageQuery query = new PageQuery(caller.access(), limit, Sort.parse(sort), cursor)
                .filter("project", project)
                .filter("status", status)
                .filter("name", name)
                .namePrefix(namePrefix)
                .labels(labels)
                .created(createdAfter, createdBefore)
                .filter("instance_id", instanceId);
        return database.withConnection(tx -> images.page(tx, query, deleted)).map(ImageView::of);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readImage", summary = "Read an image")
    @Refuses(ProblemCode.IMAGE_NOT_FOUND)
    @AnswersTag
    public RestResponse<ImageView> read(@PathParam("id") UUID id) {
        return answer(find(new ImageId(id)));
    }

    @DELETE
    @RolesAllowed(Role.OPERATORS)
    @Path("{id}")
    @Operation(
            operationId = "deleteImage",
            summary = "Delete an image; refused while an instance is restored from it",
            description = """
                    An available image can be undeleted until its `purge_at`: its data is kept, and counts in the quota, until then. Its
                    name is free at once, no list but that of `deleted=true` shows it, and nothing is restored from it. With `purge=true`,
                    also of an image that is deleted already, and where the installation keeps nothing, the data is removed at once.""")
    @Refuses({
        ProblemCode.IMAGE_NOT_FOUND,
        ProblemCode.IMAGE_BEING_CREATED,
        ProblemCode.RESOURCE_PROTECTED,
        ProblemCode.IMAGE_IN_USE
    })
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImageView.class)))
    public Response delete(
            @PathParam("id") UUID id,
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch,
            @Parameter(description = "Remove the data at once; nothing brings it back")
                    @QueryParam("purge")
                    @DefaultValue("false")
                    Boolean purge) {
        return Commands.answer(requests.delete(idempotencyKey, new ImageId(id), ifMatch, purge));
    }

    @GET
    @Path("{id}/logs")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "readImageLogs", summary = "Read the log of the Job that made the image")
    @Refuses({ProblemCode.IMAGE_NOT_FOUND, ProblemCode.LOGS_NOT_FOUND, ProblemCode.WORKER_UNAVAILABLE})
    @APIResponse(
            responseCode = "200",
            description = "The log\'s last lines",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public InputStream logs(@PathParam("id") UUID id) {
        ImageId image = find(new ImageId(id)).id();
        return logs.read(
                Worker.IMAGE,
                "/internal/images/" + image + "/logs",
                () -> database.withConnection(tx -> operations.failureLog(tx, image)));
    }

    static RestResponse<ImageView> answer(ImageRecord image) {
        return RestResponse.ResponseBuilder.ok(ImageView.of(image))
                .header(HttpHeaders.ETAG, EntityTags.of(image.version()))
                .build();
    }

    private ImageRecord find(ImageId id) {
        return database.withConnection(tx -> images.find(tx, caller.access(), id))
                .orElseThrow(() -> unknown(id));
    }

    /** For an id that never was, and for a deleted image. */
    static ProblemException unknown(ImageId id) {
        return new ProblemException(ProblemCode.IMAGE_NOT_FOUND, "There is no image " + id + ".");
    }
}
