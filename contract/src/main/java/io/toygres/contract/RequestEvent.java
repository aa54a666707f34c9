package io.toygres.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What api-service answers to a request that came over Kafka. It names the request's signature too: somebody else can send a record with the
 * same id, but none with the same signature.
 */
public sealed interface RequestEvent extends Message {

    /** The request's {@code ce_id}. */
    UUID requestId();

    @Override
    default UUID subject() {
        return requestId();
    }

    /**
     * The request is carried out: its operation's events tell the rest.
     *
     * @param resourceId the instance or image; of a cancellation the operation
     */
    record RequestAccepted(UUID requestId, String signature, OperationId operationId, UUID resourceId)
            implements RequestEvent {}

    /**
     * Nothing was done.
     *
     * @param signature null when the request had none
     */
    record RequestRejected(UUID requestId, @Nullable String signature, Refusal problem) implements RequestEvent {}

    /** The problem document of the HTTP API (RFC 9457); what is empty is left out, as there. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Refusal(
            String type,
            String title,
            int status,
            String code,
            String detail,
            @Nullable String field,
            String remedy,
            @Nullable List<InvalidField> errors,
            @Nullable OperationId operationId,
            @Nullable String traceId) {

        public Refusal {
            errors = errors == null ? null : List.copyOf(errors);
        }
    }

    /** One invalid field of several. */
    record InvalidField(String field, String message, String remedy) {}
}
