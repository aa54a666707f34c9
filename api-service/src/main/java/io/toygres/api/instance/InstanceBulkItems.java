package io.toygres.api.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.command.BulkDeleteRequest;
import io.toygres.api.command.BulkItem;
import io.toygres.api.command.BulkItemReader;
import io.toygres.contract.InstanceId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an item of a bulk request of instances does: what the request for it alone does. */
@ApplicationScoped
class InstanceBulkItems {

    private static final String CREATE = "createInstance";

    private final BulkItemReader reader;
    private final InstanceRequests requests;
    private final InstanceDeletion deletion;
    private final CurrentCaller caller;

    InstanceBulkItems(
            BulkItemReader reader, InstanceRequests requests, InstanceDeletion deletion, CurrentCaller caller) {
        this.reader = reader;
        this.requests = requests;
        this.deletion = deletion;
        this.caller = caller;
    }

    BulkItem creation(JsonNode item) {
        return reader.creation(CREATE, item, CreateInstanceRequest.class, this::creation);
    }

    private BulkItem creation(CreateInstanceRequest request) {
        return new BulkItem(
                CREATE,
                null,
                order(request),
                tx -> requests.start(tx, request),
                failure -> InstanceRequests.refusal(request, failure));
    }

    /** The project's quota is locked before the name. */
    private static String order(CreateInstanceRequest request) {
        return Objects.requireNonNullElse(request.project(), "") + "/" + request.name();
    }

    BulkItem deletion(BulkDeleteRequest.@Nullable Item item) {
        return reader.deletion(
                "deleteInstance",
                item,
                (tx, id, ifMatch) -> deletion.start(tx, caller.access(), new InstanceId(id), ifMatch));
    }
}
