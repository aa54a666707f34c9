package io.toygres.messaging;

import io.toygres.messaging.OutboxRow.Destination;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Rows on their way to the broker, sent so that one key's rows arrive in order whatever fails: a row leaves only once the
 * broker has acknowledged the one before it. Rows of different keys travel together.
 */
final class OutboxBatch {

    private final Producer<String, byte[]> producer;
    private final Map<Destination, Queue<OutboxRow>> waiting = new LinkedHashMap<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private Optional<Exception> outage = Optional.empty();

    /** A row that the broker will not take however often it is sent. */
    record Refusal(OutboxRow row, Exception reason) {}

    /**
     * What became of the batch.
     *
     * @param acknowledged ids of the rows that the broker has
     * @param outage why the broker could not be reached; empty when it could
     */
    record Result(List<Long> acknowledged, List<Refusal> refused, Optional<Exception> outage) {}

    private record InFlight(OutboxRow row, Future<RecordMetadata> acknowledgement) {
        boolean hasFailed() {
            return acknowledgement.isDone() && acknowledgement.state() == Future.State.FAILED;
        }
    }

    OutboxBatch(Producer<String, byte[]> producer, List<OutboxRow> rows) {
        this.producer = producer;
        for (OutboxRow row : rows) {
            waiting.computeIfAbsent(row.destination(), _ -> new ArrayDeque<>()).add(row);
        }
    }

    Result send() throws InterruptedException {
        while (!waiting.isEmpty() && outage.isEmpty()) {
            for (InFlight sent : sendFirstOfEachKey()) {
                await(sent);
            }
            waiting.values().removeIf(Queue::isEmpty);
        }
        return new Result(List.copyOf(acknowledged), List.copyOf(refused), outage);
    }

    private List<InFlight> sendFirstOfEachKey() {
        List<InFlight> inFlight = new ArrayList<>(waiting.size());
        for (Queue<OutboxRow> queue : waiting.values()) {
            OutboxRow row = queue.remove();
            var sent = new InFlight(row, producer.send(row.toKafka()));
            inFlight.add(sent);
            // Without a broker every send blocks for max.block.ms before it fails: one of them tells enough.
            if (sent.hasFailed()) {
                break;
            }
        }
        return inFlight;
    }

    private void await(InFlight sent) throws InterruptedException {
        try {
            sent.acknowledgement().get();
            acknowledged.add(sent.row().id());
        } catch (ExecutionException e) {
            waiting.remove(sent.row().destination());
            if (e.getCause() instanceof RetriableException || BrokerLogin.isRefusal(e)) {
                outage = Optional.of(e);
            } else {
                refused.add(new Refusal(sent.row(), e));
            }
        }
    }
}
