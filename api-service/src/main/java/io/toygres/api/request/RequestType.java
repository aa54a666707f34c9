package io.toygres.api.request;

import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked over Kafka. */
enum RequestType {
    CREATE_IMAGE("toygres.request.image.create.v1", "createImage"),
    DELETE_IMAGE("toygres.request.image.delete.v1", "deleteImage"),
    /** An empty one, or a restore. */
    CREATE_INSTANCE("toygres.request.instance.create.v1", "createInstance"),
    DELETE_INSTANCE("toygres.request.instance.delete.v1", "deleteInstance"),
    CANCEL_OPERATION("toygres.request.operation.cancel.v1", "cancelOperation");

    private final String typeName;
    private final String action;

    RequestType(String typeName, String action) {
        this.typeName = typeName;
        this.action = action;
    }

    /** CloudEvents attribute {@code type}. */
    String typeName() {
        return typeName;
    }

    /** The {@code operationId} of the same request over HTTP. */
    String action() {
        return action;
    }

    static Optional<RequestType> named(String typeName) {
        return Stream.of(values())
                .filter(type -> type.typeName.equals(typeName))
                .findFirst();
    }

    /** @throws ProblemException UNKNOWN_REQUEST */
    static RequestType require(String typeName) {
        return named(typeName)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNKNOWN_REQUEST, "ce_type", "There is no request " + typeName + "."));
    }
}
