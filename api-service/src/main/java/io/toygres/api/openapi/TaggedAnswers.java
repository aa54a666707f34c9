package io.toygres.api.openapi;

import io.toygres.api.http.AnswersTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** Adds the header {@code ETag} to what {@link AnswersTag} says has one. */
final class TaggedAnswers {

    /** What SmallRye says of an answer that has no description of its own. */
    private static final String NOT_DESCRIBED = "OK";

    private final Map<@Nullable String, String> uses = new HashMap<>();

    TaggedAnswers(IndexView index) {
        for (AnnotationInstance tagged : index.getAnnotations(AnswersTag.class)) {
            String operation = tagged.target()
                    .annotation(org.eclipse.microprofile.openapi.annotations.Operation.class)
                    .value("operationId")
                    .asString();
            uses.put(operation, tagged.valueWithDefault(index).asString());
        }
    }

    void complete(Operation operation) {
        String use = uses.get(operation.getOperationId());
        if (use != null) {
            APIResponse answer = List.of("200", "201").stream()
                    .map(operation.getResponses()::getAPIResponse)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            answer.addHeader(
                    HttpHeaders.ETAG,
                    OASFactory.createHeader()
                            .required(true)
                            .description(use)
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
            if (NOT_DESCRIBED.equals(answer.getDescription())) {
                answer.setDescription("As it is now");
            }
        }
    }
}
