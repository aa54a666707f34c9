package io.toygres.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka producer, as patient with the broker as a database transaction may last. It is made when it is first used, since making one
 * fails while the broker's name does not resolve.
 */
public final class BrokerProducer<K> implements AutoCloseable {

    private static final int REQUEST_TIMEOUT_MS = 3_000;
    private static final int DELIVERY_TIMEOUT_MS = 10_000;
    /** A dead letter is longer than the record that it was; the topic has the last word. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Map<String, Object> settings;
    private final Serializer<K> keySerializer;
    private @Nullable Producer<K, byte[]> made;

    /** @param broker the settings {@code kafka.*}: {@code bootstrap.servers} and whatever it takes to log in */
    public BrokerProducer(Map<String, Object> broker, Serializer<K> keySerializer) {
        this.settings = new HashMap<>(broker);
        this.keySerializer = keySerializer;
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    }

    /** @throws org.apache.kafka.common.KafkaException while none can be made */
    public synchronized Producer<K, byte[]> get() {
        Producer<K, byte[]> producer = made;
        if (producer == null) {
            producer = new KafkaProducer<>(settings, keySerializer, new ByteArraySerializer());
            made = producer;
        }
        return producer;
    }

    /**
     * After a send has failed: a producer that was refused once fails for good, and has read its files of certificates, so that the next
     * one is made anew.
     */
    public synchronized void failed(Throwable failure) {
        if (made != null && BrokerLogin.isRefusal(failure)) {
            made.close(Duration.ZERO);
            made = null;
        }
    }

    @Override
    public synchronized void close() {
        if (made != null) {
            made.close(CLOSE);
        }
    }
}
