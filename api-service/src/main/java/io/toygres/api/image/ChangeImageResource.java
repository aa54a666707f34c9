package io.toygres.api.image;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.ImageId;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code PATCH /api/images/{id}}. */
@Path("/api/images")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "images")
public class ChangeImageResource {

    private final Database database;
    private final CurrentCaller caller;
    private final Audit audit;
    private final ImageStore images;

    ChangeImageResource(Database database, CurrentCaller caller, Audit audit, ImageStore images) {
        this.database = database;
        this.caller = caller;
        this.audit = audit;
        this.images = images;
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeImage",
            summary = "Change the description, the labels or the protection of an image")
    @Refuses({ProblemCode.IMAGE_NOT_FOUND, ProblemCode.IMAGE_DELETED})
    @AnswersTag("For If-Match of the next change")
    public RestResponse<ImageView> change(
            @PathParam("id") UUID id,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable MetadataRequest body) {
        MetadataRequest request = RequiredBody.of(body);
        return ImageResource.answer(change(new ImageId(id), ifMatch, request));
    }

    private ImageRecord change(ImageId id, @Nullable String ifMatch, MetadataRequest request) {
        return database.inTransaction(tx -> {
            ImageRecord found = images.lock(tx, caller.access(), id).orElseThrow(() -> ImageResource.unknown(id));
            EntityTags.require(ifMatch, found.version());
            if (found.isKept()) {
                throw new ProblemException(ProblemCode.IMAGE_DELETED, "Image " + found.name() + " is deleted.");
            }
            audit.done(tx, null, found.project());
            images.describe(tx, id, request.applyTo(found.metadata()));
            return images.find(tx, caller.access(), id).orElseThrow();
        });
    }
}
