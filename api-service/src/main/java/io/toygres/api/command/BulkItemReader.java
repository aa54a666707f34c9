package io.toygres.api.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.toygres.api.problem.InvalidValues;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.RequiredBody;
import io.toygres.api.problem.UnreadableBody;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an item of a bulk request as the same thing is read when it is a body of its own, so that one bad item is only that one's fault. */
@ApplicationScoped
public class BulkItemReader {

    private final ObjectMapper json;
    private final Validator validator;

    BulkItemReader(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** Deletes one thing as its own {@code DELETE} does. */
    @FunctionalInterface
    public interface SingleDeletion {
        /** @param ifMatch the header; null for none */
        Accepted start(Tx tx, UUID id, @Nullable String ifMatch);
    }

    /**
     * @param action the {@code operationId} that creates one alone
     * @param item as the body of that
     * @param creation what that does; it may refuse
     */
    public <T> BulkItem creation(String action, JsonNode item, Class<T> type, Function<T, BulkItem> creation) {
        try {
            return creation.apply(checked(RequiredBody.of(parse(item, type))));
        } catch (ProblemException e) {
            return BulkItem.refused(action, null, e);
        }
    }

    /** @param action the {@code operationId} that deletes one alone */
    public BulkItem deletion(String action, BulkDeleteRequest.@Nullable Item item, SingleDeletion deletion) {
        try {
            BulkDeleteRequest.Item named = checked(RequiredBody.of(item));
            UUID id = named.uuid();
            return new BulkItem(
                    action,
                    id.toString(),
                    id.toString(),
                    tx -> deletion.start(tx, id, named.ifMatch()),
                    failure -> failure);
        } catch (ProblemException e) {
            return BulkItem.refused(action, null, e);
        }
    }

    private <T> T checked(T item) {
        Set<ConstraintViolation<T>> violations = validator.validate(item);
        if (!violations.isEmpty()) {
            throw new ProblemException(InvalidValues.of(violations));
        }
        return item;
    }

    private <T> T parse(JsonNode item, Class<T> type) {
        try {
            return json.treeToValue(item, type);
        } catch (JsonProcessingException e) {
            throw new ProblemException(UnreadableBody.of(e));
        }
    }
}
