package io.toygres.api.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.command.BulkDeleteRequest;
import io.toygres.api.command.BulkItem;
import io.toygres.api.command.BulkItemReader;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.ImageId;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What an item of a bulk request of images does: what the request for it alone does. */
@ApplicationScoped
class ImageBulkItems {

    private static final String CREATE = "createImage";
    private static final String DELETE = "deleteImage";

    private final BulkItemReader reader;
    private final Backup backup;
    private final ImageDeletion deletion;
    private final CurrentCaller caller;

    ImageBulkItems(BulkItemReader reader, Backup backup, ImageDeletion deletion, CurrentCaller caller) {
        this.reader = reader;
        this.backup = backup;
        this.deletion = deletion;
        this.caller = caller;
    }

    BulkItem creation(JsonNode item) {
        try {
            CreateImageRequest request =
                    reader.read(item, CreateImageRequest.class).possible();
            return new BulkItem(
                    CREATE,
                    null,
                    String.valueOf(request.name()),
                    tx -> backup.start(tx, caller.access(), request),
                    failure -> Backup.refusal(request, failure));
        } catch (ProblemException e) {
            return BulkItem.refused(CREATE, null, e);
        }
    }

    BulkItem deletion(BulkDeleteRequest.@Nullable Item item) {
        try {
            BulkDeleteRequest.Item named = reader.checked(RequiredBody.of(item));
            ImageId id = new ImageId(named.uuid());
            return new BulkItem(
                    DELETE,
                    id.toString(),
                    id.toString(),
                    tx -> deletion.start(tx, caller.access(), id, named.ifMatch()),
                    failure -> failure);
        } catch (ProblemException e) {
            return BulkItem.refused(DELETE, null, e);
        }
    }
}
