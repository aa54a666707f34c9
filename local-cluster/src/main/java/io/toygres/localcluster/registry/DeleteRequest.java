package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * {@code DeleteOptions}.
 *
 * @param graceSeconds pods only; absent means the pod's own
 */
public record DeleteRequest(
        Optional<Propagation> propagation,
        Optional<Long> graceSeconds,
        Optional<String> uid,
        Optional<String> resourceVersion) {

    public static final DeleteRequest BACKGROUND = new DeleteRequest(
            Optional.of(Propagation.BACKGROUND), Optional.empty(), Optional.empty(), Optional.empty());
    public static final DeleteRequest FOREGROUND = new DeleteRequest(
            Optional.of(Propagation.FOREGROUND), Optional.empty(), Optional.empty(), Optional.empty());
    public static final DeleteRequest AT_ONCE =
            new DeleteRequest(Optional.of(Propagation.BACKGROUND), Optional.of(0L), Optional.empty(), Optional.empty());

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** From the body of a DELETE, with the query parameters merged into it by the caller. */
    public static DeleteRequest of(JsonNode options) {
        JsonNode preconditions = options.path("preconditions");
        return new DeleteRequest(
                text(options, "propagationPolicy").map(DeleteRequest::propagation),
                options.hasNonNull("gracePeriodSeconds")
                        ? Optional.of(options.path("gracePeriodSeconds").asLong())
                        : Optional.empty(),
                text(preconditions, "uid"),
                text(preconditions, "resourceVersion"));
    }

    private static Propagation propagation(String name) {
        return switch (name) {
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default -> Propagation.BACKGROUND;
        };
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }
}
