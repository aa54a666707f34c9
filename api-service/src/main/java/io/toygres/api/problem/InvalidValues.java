package io.toygres.api.problem;

import static java.util.Comparator.comparingInt;

import io.toygres.api.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Turns what breaks a constraint into a problem, by the names that clients know.
 *
 * <p>The message of a constraint on a body's property has two sentences: what is wrong, to be read after the property's name, and what to
 * send instead, such as {@code is missing. Send the id of the instance to back up.} That of one on a query parameter says what to send.
 */
public final class InvalidValues {

    private InvalidValues() {}

    /** @param violations of one request: all of its body, or all of its parameters */
    public static Problem of(Collection<? extends ConstraintViolation<?>> violations) {
        List<FieldError> ofBody = violations.stream()
                .filter(violation -> !field(violation).isEmpty())
                .sorted(comparingInt(InvalidValues::placeInBody)
                        .thenComparingInt(InvalidValues::placeInList)
                        .thenComparing(ConstraintViolation::getMessage))
                .map(violation -> error(field(violation), violation.getMessage()))
                .distinct()
                .toList();
        return ofBody.isEmpty()
                ? ofParameter(violations.stream()
                        .min(comparingInt(InvalidValues::placeAmongParameters))
                        .orElseThrow())
                : Problem.invalid(ofBody);
    }

    private static Problem ofParameter(ConstraintViolation<?> violation) {
        return Problem.of(ProblemCode.INVALID_PARAMETER, violation.getMessage())
                .atField(snakeCase(parameter(violation).getName()));
    }

    private static FieldError error(String field, String message) {
        int end = message.indexOf(". ");
        return new FieldError(field, message.substring(0, end), message.substring(end + 2));
    }

    /** Such as {@code instance_id} or {@code databases[1]}; empty when it is a parameter that is wrong. */
    private static String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PROPERTY) {
                field.append(field.isEmpty() ? "" : ".").append(snakeCase(node.getName()));
            } else if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
                field.append('[').append(node.getIndex()).append(']');
            }
        }
        return field.toString();
    }

    private static int placeInBody(ConstraintViolation<?> violation) {
        String field = field(violation);
        RecordComponent[] components =
                Objects.requireNonNull(violation.getLeafBean()).getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (field.replaceFirst("\\[.*", "").equals(snakeCase(components[i].getName()))) {
                return i;
            }
        }
        return components.length;
    }

    private static int placeInList(ConstraintViolation<?> violation) {
        int place = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            place = Objects.requireNonNullElse(node.getIndex(), place);
        }
        return place;
    }

    private static int placeAmongParameters(ConstraintViolation<?> violation) {
        return parameter(violation).getParameterIndex();
    }

    private static Path.ParameterNode parameter(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                return node.as(Path.ParameterNode.class);
            }
        }
        throw new IllegalStateException("neither a body's nor a parameter's: " + violation.getPropertyPath());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
