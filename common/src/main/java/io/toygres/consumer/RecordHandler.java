package io.toygres.consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/** What is done with a record. */
@FunctionalInterface
public interface RecordHandler {

    /** Returns once the record can be acknowledged. What it throws is judged by {@link Trouble}. */
    void handle(ConsumerRecord<Bytes, byte[]> record);
}
