package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageCommand;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Inbox;
import io.toygres.messaging.MessageCodec;
import io.toygres.messaging.Receiver;
import io.toygres.messaging.TestCodec;
import io.toygres.telemetry.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the command to the Job and the events there is one trace, and a span for each thing that was tried. */
class TraceIT extends WithDatabase {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String REQUEST = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    @RegisterExtension
    static final OpenTelemetryExtension SPANS = OpenTelemetryExtension.create();

    private final MessageCodec codec = TestCodec.named("test");
    private final Receiver receiver = new Receiver(codec, new Inbox(), database.service(), () -> Duration.ofDays(14));

    @Test
    void everyAttemptIsASpanInTheTraceOfTheRequest() {
        List<String> ofTheJob = new CopyOnWriteArrayList<>();
        var operation = new TripOperation()
                .detour("two", (attempt, usual, state) -> {
                    TraceContext.current().ifPresent(ofTheJob::add);
                    return attempt.number() == 1
                            ? Outcome.waitFor(state, Duration.ZERO, "Once more.")
                            : usual.run(state, attempt);
                })
                .detour("three", (_, _, _) -> Outcome.fail(ErrorCode.JOB_FAILED, "No."));
        Trip trip = run(operation);

        assertThat(SPANS.getSpans()).extracting(SpanData::getTraceId).containsOnly(TRACE_ID);
        assertThat(SPANS.getSpans())
                .extracting(TraceIT::inShort)
                .containsExactlyInAnyOrder(
                        "process toygres.image.commands: applied",
                        "step one: next",
                        "step two: wait",
                        "step two: next",
                        "step three: undo",
                        "undo three: undo",
                        "undo two: undo",
                        "undo one: failed");
        assertThat(ofTheJob)
                .isNotEmpty()
                .allSatisfy(trace -> assertThat(trace).contains(TRACE_ID).doesNotContain("b7ad6b7169203331"));
        assertThat(tracesOfEvents(trip)).isNotEmpty().allMatch(trace -> trace.contains(TRACE_ID));
    }

    @Test
    void anExceptionMarksTheSpanAndLeavesItsTextOut() {
        var operation = new TripOperation().detour("two", (attempt, usual, state) -> {
            if (attempt.number() == 1) {
                throw new IllegalStateException("password=hunter2");
            }
            return usual.run(state, attempt);
        });
        run(operation);

        assertThat(SPANS.getSpans()).extracting(TraceIT::inShort).contains("step two: retry", "step two: next");
        assertThat(SPANS.getSpans().toString()).doesNotContain("hunter2");
    }

    /** Receives the command that starts the operation, and runs it to its end. */
    private Trip run(TripOperation operation) {
        Trip trip = Trip.begin();
        var command = new DeleteImage(trip.operationId(), trip.imageId());
        var envelope =
                new Envelope<>(Envelope.startId(trip.operationId()), Instant.now(), 0, Optional.of(REQUEST), command);
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation).running()) {
            receiver.receive(
                    received(codec.encode(envelope)), ImageCommand.class, (_, _) -> replica.start(operation, trip));
            records.awaitEnd(trip);
        }
        return trip;
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        var record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    private static String inShort(SpanData span) {
        return span.getName() + ": " + span.getAttributes().get(AttributeKey.stringKey("toygres.outcome"));
    }

    private static List<String> tracesOfEvents(Trip trip) {
        return database
                .observer()
                .rows(
                        "SELECT headers ->> 'traceparent' AS trace FROM outbox WHERE record_key = ?",
                        trip.imageId().toString())
                .stream()
                .map(row -> String.valueOf(row.get("trace")))
                .toList();
    }
}
