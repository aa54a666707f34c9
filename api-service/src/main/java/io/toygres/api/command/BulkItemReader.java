package io.toygres.api.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.toygres.api.problem.InvalidValues;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.RequiredBody;
import io.toygres.api.problem.UnreadableBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;

/** Reads an item of a bulk request as the same thing is read when it is a body of its own, so that one bad item is only that one's fault. */
@ApplicationScoped
public class BulkItemReader {

    private final ObjectMapper json;
    private final Validator validator;

    BulkItemReader(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** @throws ProblemException as a body of its own would be refused */
    public <T> T read(JsonNode item, Class<T> type) {
        return checked(RequiredBody.of(parse(item, type)));
    }

    /** @throws ProblemException VALIDATION_FAILED */
    public <T> T checked(T item) {
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
