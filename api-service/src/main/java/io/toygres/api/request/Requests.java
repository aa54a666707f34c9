package io.toygres.api.request;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.toygres.api.access.Caller;
import io.toygres.api.command.Answer;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.ProblemMapper;
import io.toygres.contract.Topic;
import io.toygres.database.DatabaseException;
import io.toygres.messaging.RefusedMessageException;
import io.toygres.telemetry.TracedWork;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings a record of {@code toygres.requests} to its answer. */
@Singleton
final class Requests {

    /** Names as in https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/ */
    private static final Attributes ATTRIBUTES = Attributes.of(
            AttributeKey.stringKey("messaging.system"),
            "kafka",
            AttributeKey.stringKey("messaging.operation.type"),
            "process",
            AttributeKey.stringKey("messaging.destination.name"),
            Topic.REQUESTS.topicName());

    private final Authentication authentication;
    private final StrangersBrake brake;
    private final CallersName callers;
    private final Answers answers;
    private final MeterRegistry meters;

    Requests(
            Authentication authentication,
            StrangersBrake brake,
            CallersName callers,
            Answers answers,
            MeterRegistry meters) {
        this.authentication = authentication;
        this.brake = brake;
        this.callers = callers;
        this.answers = answers;
        this.meters = meters;
        // From zero on, so that the first one is an increase.
        Stream.of(End.values()).forEach(this::count);
    }

    /** What became of a request. */
    private enum End {
        ACCEPTED,
        REJECTED,
        /** Nobody's token has signed it. */
        UNSIGNED,
        /** The same, without an answer: there were too many. */
        DROPPED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns once the answer goes out with a commit.
     *
     * @throws RefusedMessageException when the record has no id to answer to
     */
    void receive(ConsumerRecord<?, byte[]> record) {
        ReceivedRequest request = ReceivedRequest.of(record);
        try (TracedWork work = TracedWork.begin(
                "process " + Topic.REQUESTS.topicName(), SpanKind.CONSUMER, request.traceparent(), ATTRIBUTES)) {
            try {
                End end = answer(request);
                work.outcome(end.label());
                count(end).increment();
            } catch (Throwable e) {
                work.failed(e);
                throw e;
            }
        }
    }

    private End answer(ReceivedRequest request) {
        Caller caller;
        try {
            caller = authentication.caller(request);
        } catch (ProblemException e) {
            if (!brake.lets()) {
                return End.DROPPED;
            }
            answers.refuseStranger(request, Refusals.of(e.problem().traced()));
            return End.UNSIGNED;
        }
        return answers.refuseAgain(request) ? End.REJECTED : carryOut(request, caller);
    }

    /** What the database fails at is tried again. Every other fault of ours would come again, and is told at once. */
    private End carryOut(ReceivedRequest request, Caller caller) {
        Answer answer;
        try {
            answer = callers.run(caller, request);
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            Problem problem = ProblemMapper.problem(e).traced();
            ProblemMapper.log(problem, e);
            answers.refuse(request, caller, Refusals.of(problem));
            return End.REJECTED;
        }
        answers.accept(request, answer);
        return End.ACCEPTED;
    }

    private Counter count(End end) {
        return meters.counter("toygres.requests", "outcome", end.label());
    }
}
