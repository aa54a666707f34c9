package io.toygres.api.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.toygres.api.command.Commands;
import io.toygres.api.http.EntityTags;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;

/** Adds an answer for each status that a request can be refused with, which names the codes that it may carry. */
final class RefusalAnswers {

    private static final Set<ProblemCode> OF_EVERY_OPERATION = EnumSet.of(
            ProblemCode.INVALID_PARAMETER,
            ProblemCode.BAD_REQUEST,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.INTERNAL_ERROR);

    /** FORBIDDEN also where a login is enough: an access token may grant no role at all. */
    private static final Set<ProblemCode> OF_A_LOGGED_IN_ONE = EnumSet.of(
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.FORBIDDEN,
            ProblemCode.IDENTITY_PROVIDER_UNAVAILABLE,
            ProblemCode.DATABASE_UNAVAILABLE);

    private static final Set<ProblemCode> OF_A_BODY = EnumSet.of(
            ProblemCode.VALIDATION_FAILED,
            ProblemCode.MALFORMED_JSON,
            ProblemCode.UNKNOWN_PROPERTY,
            ProblemCode.WRONG_TYPE,
            ProblemCode.PAYLOAD_TOO_LARGE,
            ProblemCode.UNSUPPORTED_MEDIA_TYPE);

    private final Map<String, Set<ProblemCode>> declared = new HashMap<>();

    RefusalAnswers(IndexView index) {
        for (AnnotationInstance refuses : index.getAnnotations(Refuses.class)) {
            String operation = refuses.target()
                    .annotation(org.eclipse.microprofile.openapi.annotations.Operation.class)
                    .value("operationId")
                    .asString();
            Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
            Arrays.stream(refuses.value().asEnumArray())
                    .map(ProblemCode::valueOf)
                    .forEach(codes::add);
            declared.put(operation, codes);
        }
    }

    /**
     * In the order of the statuses, after which come those that are there already.
     *
     * @param changes whether its method is one that changes something
     */
    void add(String path, boolean changes, Operation operation) {
        Map<String, APIResponse> answers = new TreeMap<>();
        codes(path, changes, operation).stream()
                .collect(groupingBy(ProblemCode::status))
                .forEach((status, codes) -> answers.put(Integer.toString(status), answer(status, codes)));
        operation.getResponses().getAPIResponses().forEach((status, answer) -> {
            if (answer.getContent() != null || !answers.containsKey(status)) {
                answers.put(status, answer);
            }
        });
        APIResponses responses = OASFactory.createAPIResponses();
        answers.forEach(responses::addAPIResponse);
        operation.setResponses(responses);
    }

    private Set<ProblemCode> codes(String path, boolean changes, Operation operation) {
        Set<ProblemCode> codes = EnumSet.copyOf(OF_EVERY_OPERATION);
        codes.addAll(declared.getOrDefault(operation.getOperationId(), Set.of()));
        if (path.startsWith("/api/")) {
            codes.addAll(OF_A_LOGGED_IN_ONE);
        }
        if (changes) {
            codes.add(ProblemCode.CROSS_SITE_REQUEST);
        }
        if (changes && path.startsWith("/api/")) {
            codes.add(ProblemCode.DEADLOCK);
        }
        if (path.contains("{")) {
            codes.add(ProblemCode.NOT_FOUND);
        }
        if (operation.getRequestBody() != null && path.startsWith("/api/")) {
            codes.addAll(OF_A_BODY);
        }
        if (hasParameter(operation, Commands.IDEMPOTENCY_KEY)) {
            codes.add(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }
        if (hasParameter(operation, EntityTags.IF_MATCH)) {
            codes.add(ProblemCode.CHANGED_MEANWHILE);
        }
        return codes;
    }

    private static boolean hasParameter(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> name.equals(parameter.getName()));
    }

    private static APIResponse answer(int status, List<ProblemCode> codes) {
        APIResponse answer = OASFactory.createAPIResponse()
                .description(codes.stream()
                        .map(code -> code + ": " + code.title() + ".")
                        .collect(joining(" ")))
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
        return status == 503
                ? answer.addHeader(
                        "Retry-After",
                        OASFactory.createHeader()
                                .description("Seconds to wait before another try")
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)))
                : answer;
    }
}
