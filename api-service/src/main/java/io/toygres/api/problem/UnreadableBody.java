package io.toygres.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** Says what was wrong with a JSON body, by the name and place of the property, never with Java's words. */
public final class UnreadableBody {

    private UnreadableBody() {}

    public static Problem of(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                Problem.of(
                                ProblemCode.UNKNOWN_PROPERTY,
                                "There is no property '" + unknown.getPropertyName() + "'; known are "
                                        + knownProperties(unknown) + ".")
                        .atField(path(unknown));
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() ->
                Problem.of(ProblemCode.WRONG_TYPE, "The value of '" + path(mismatch) + "' has the wrong type or form.")
                        .atField(path(mismatch));
            case MismatchedInputException _ ->
                Problem.of(ProblemCode.WRONG_TYPE, "The body must be one JSON object with values of the right types.");
            case JsonMappingException outOfRange
            when outOfRange.getCause() instanceof InputCoercionException ->
                Problem.of(ProblemCode.WRONG_TYPE, "The value of '" + path(outOfRange) + "' is out of range.")
                        .atField(path(outOfRange));
            default -> Problem.of(ProblemCode.MALFORMED_JSON, "The body is not well-formed JSON" + place(e) + ".");
        };
    }

    private static String knownProperties(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** The property's place in the body, such as {@code databases[1]}. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
