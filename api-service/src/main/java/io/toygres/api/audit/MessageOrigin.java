package io.toygres.api.audit;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Says in whose place an HTTP request would be, while a request that came over Kafka is carried out. */
@RequestScoped
public class MessageOrigin {

    private @Nullable Origin origin;

    /**
     * @param action the {@code operationId} that the API has for it
     * @param id of the request
     */
    public void set(String action, String id) {
        origin = Origin.message(action, id);
    }

    Origin get() {
        if (origin == null) {
            throw new IllegalStateException("neither an HTTP request nor a message is carried out");
        }
        return origin;
    }
}
