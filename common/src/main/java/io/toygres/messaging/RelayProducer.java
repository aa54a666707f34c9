package io.toygres.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka producer of the outbox relay. */
final class RelayProducer {

    @Produces
    @Singleton
    BrokerProducer<String> producer(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        return new BrokerProducer<>(broker, new StringSerializer());
    }

    void close(@Disposes BrokerProducer<String> producer) {
        producer.close();
    }
}
