package io.toygres.api.image;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.cms.ImageRecord;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.contract.ImageId;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/images/{id}/undelete}. */
@Path("/api/images")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "images")
public class UndeleteImageResource {

    private final Database database;
    private final CurrentCaller caller;
    private final Audit audit;
    private final KeptImages kept;

    UndeleteImageResource(Database database, CurrentCaller caller, Audit audit, KeptImages kept) {
        this.database = database;
        this.caller = caller;
        this.audit = audit;
        this.kept = kept;
    }

    @POST
    @Path("{id}/undelete")
    @Operation(
            operationId = "undeleteImage",
            summary = "Bring a deleted image back, until its purge_at",
            description = "It takes no body, and may be asked for twice: an image that is not deleted stays as it is.")
    @Refuses({ProblemCode.IMAGE_NOT_FOUND, ProblemCode.IMAGE_NAME_TAKEN, ProblemCode.UNDELETE_TOO_LATE})
    @AnswersTag
    public RestResponse<ImageView> undelete(
            @PathParam("id") UUID id, @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch) {
        try {
            return ImageResource.answer(undelete(new ImageId(id), ifMatch));
        } catch (DatabaseException e) {
            throw ImageStore.isNameTaken(e)
                    ? new ProblemException(
                            ProblemCode.IMAGE_NAME_TAKEN, "Another image was given the name of this one meanwhile.")
                    : e;
        }
    }

    private ImageRecord undelete(ImageId id, @Nullable String ifMatch) {
        return database.inTransaction(tx -> {
            ImageRecord image = kept.undelete(tx, caller.access(), id, ifMatch);
            audit.done(tx, null, image.project());
            return image;
        });
    }
}
