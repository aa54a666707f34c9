package io.toygres.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.Message;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message's body as JSON. */
final class MessageBody {

    /** As much as a broker takes by default; the longest, what an image holds, takes about 100 bytes for each database. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_REASON = 500;

    private MessageBody() {}

    static byte[] write(Message body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form: " + body.getClass(), e);
        }
    }

    /** @throws RefusedMessageException when it is not a whole and well-formed message of that type, or the type is of another kind */
    static <M extends Message> M read(byte @Nullable [] json, MessageType type, Class<M> kind) {
        if (!kind.isAssignableFrom(type.bodyClass())) {
            throw new RefusedMessageException("this topic carries no " + type.typeName());
        }
        if (json == null) {
            throw new RefusedMessageException("the record has no body");
        }
        if (json.length > MAX_BYTES) {
            throw new RefusedMessageException("the body is longer than " + MAX_BYTES + " bytes");
        }
        Message body = parse(json, type);
        if (body == null) {
            throw new RefusedMessageException("the body is JSON's null");
        }
        return kind.cast(body);
    }

    private static @Nullable Message parse(byte[] json, MessageType type) {
        try {
            return Json.mapper().readValue(json, type.bodyClass());
        } catch (InvalidDefinitionException e) {
            throw ContractJson.unreadable(e);
        } catch (JsonMappingException e) {
            throw new RefusedMessageException("body is not a " + type.typeName() + ": " + place(e) + problem(e), e);
        } catch (IOException e) {
            throw new RefusedMessageException("the body is not JSON", e);
        }
    }

    /** Such as {@code /instance/storage_size_gb}. */
    private static String place(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    /** What a record's own constructor says; what the library says names classes. */
    private static String problem(JsonMappingException e) {
        String problem =
                e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException cause
                        ? ": " + cause.getMessage()
                        : " is missing, too much or of another type";
        return problem.substring(0, Math.min(problem.length(), MAX_REASON));
    }
}
