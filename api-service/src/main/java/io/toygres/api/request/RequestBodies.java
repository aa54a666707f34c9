package io.toygres.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.toygres.api.problem.InvalidValues;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.ProblemMapper;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.ContractJson;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** Reads a request's body as HTTP reads it, and refuses it as HTTP does. */
@Singleton
final class RequestBodies {

    private final ObjectMapper json;
    private final Validator validator;

    /** @param json as HTTP uses it: strict */
    RequestBodies(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** @throws ProblemException MALFORMED_JSON, UNKNOWN_PROPERTY, WRONG_TYPE */
    <T> T read(ReceivedRequest request, Class<T> type) {
        if (request.body().get().length == 0) {
            return RequiredBody.of(null);
        }
        try {
            return RequiredBody.of(json.readValue(request.body().get(), type));
        } catch (InvalidDefinitionException e) {
            throw ContractJson.unreadable(e);
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemMapper.problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException("memory is read to its end", e);
        }
    }

    /** @throws ProblemException VALIDATION_FAILED */
    <T> T valid(T body) {
        Set<ConstraintViolation<T>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw new ProblemException(InvalidValues.of(violations));
        }
        return body;
    }

    static ProblemException invalid(String field, String message, String remedy) {
        return new ProblemException(Problem.invalid(List.of(new Problem.FieldError(field, message, remedy))));
    }
}
