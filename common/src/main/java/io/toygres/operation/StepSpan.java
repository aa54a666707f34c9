package io.toygres.operation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.toygres.operation.Change.Advance;
import io.toygres.operation.Change.Finish;
import io.toygres.operation.Change.Retry;
import io.toygres.operation.Change.Stay;
import io.toygres.operation.Change.UndoStep;
import io.toygres.telemetry.TracedWork;
import java.util.Optional;

/** The span of one attempt at a step, in the trace of the command that started the operation. */
final class StepSpan {

    private StepSpan() {}

    static TracedWork begin(LeasedRow row) {
        String what = row.verdict().failure().isPresent() ? "undo" : "step";
        var attributes = Attributes.of(
                AttributeKey.stringKey("toygres.operation.type"),
                row.kind().type(),
                AttributeKey.stringKey("toygres.step"),
                row.position().step(),
                AttributeKey.longKey("toygres.attempt"),
                (long) row.position().attempt());
        return TracedWork.begin(what + " " + row.position().step(), SpanKind.INTERNAL, row.traceparent(), attributes);
    }

    /** @param change empty when the attempt was abandoned */
    static String outcome(Optional<Change> change) {
        return change.map(StepSpan::outcome).orElse("abandoned");
    }

    private static String outcome(Change change) {
        return switch (change) {
            case Stay _ -> "wait";
            case Advance _ -> "next";
            case UndoStep _ -> "undo";
            case Retry _ -> "retry";
            case Finish finish -> finish.failure().isEmpty() ? "done" : "failed";
        };
    }
}
