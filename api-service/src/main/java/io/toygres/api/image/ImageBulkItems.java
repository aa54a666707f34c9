package io.toygres.api.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.command.BulkDeleteRequest;
import io.toygres.api.command.BulkItem;
import io.toygres.api.command.BulkItemReader;
import io.toygres.contract.ImageId;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What an item of a bulk request of images does: what the request for it alone does. */
@ApplicationScoped
class ImageBulkItems {

    private static final String CREATE = "createImage";

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
        return reader.creation(CREATE, item, CreateImageRequest.class, this::creation);
    }

    private BulkItem creation(CreateImageRequest request) {
        CreateImageRequest possible = request.possible();
        return new BulkItem(
                CREATE,
                null,
                String.valueOf(possible.name()),
                tx -> backup.start(tx, caller.access(), possible),
                failure -> Backup.refusal(possible, failure));
    }

    BulkItem deletion(BulkDeleteRequest.@Nullable Item item, boolean purge) {
        return reader.deletion(
                "deleteImage",
                item,
                (tx, id, ifMatch) -> deletion.start(tx, caller.access(), new ImageId(id), ifMatch, purge));
    }
}
