package io.toygres.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.toygres.contract.OperationId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer from 400 upwards, as RFC 9457 defines it.
 *
 * @param type the code as a URI
 * @param detail what was wrong in this request, one or two sentences
 * @param field the property or parameter at fault; absent when it is the request as a whole
 * @param errors every invalid field, when there may be several
 * @param operationId the operation that stands in the way, or is the one that was asked for; absent when there is none
 * @param traceId of the request, where it belongs to a trace
 * @param id names the entry in the service's log; only on 500
 */
@Schema(description = "What went wrong and what to do about it (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String field,
        String remedy,
        List<FieldError> errors,
        @Nullable OperationId operationId,
        @Nullable String traceId,
        @Nullable String id) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** One invalid field of several. */
    public record FieldError(String field, String message, String remedy) {}

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                code.name(),
                detail,
                null,
                code.remedy(),
                List.of(),
                null,
                null,
                null);
    }

    public Problem atField(String name) {
        return new Problem(type, title, status, code, detail, name, remedy, errors, operationId, traceId, id);
    }

    Problem withId(String logId) {
        return new Problem(type, title, status, code, detail, field, remedy, errors, operationId, traceId, logId);
    }

    public Problem ofOperation(OperationId operation) {
        return new Problem(type, title, status, code, detail, field, remedy, errors, operation, traceId, id);
    }

    /** With the trace that the request belongs to, if it does to one. */
    public Problem traced() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? new Problem(
                        type, title, status, code, detail, field, remedy, errors, operationId, span.getTraceId(), id)
                : this;
    }

    /** Several invalid fields at once; the first also stands at the top. */
    public static Problem invalid(List<FieldError> errors) {
        ProblemCode code = ProblemCode.VALIDATION_FAILED;
        FieldError first = errors.getFirst();
        String detail = first.field() + " " + first.message() + ".";
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                code.name(),
                detail,
                first.field(),
                first.remedy(),
                errors,
                null,
                null,
                null);
    }
}
