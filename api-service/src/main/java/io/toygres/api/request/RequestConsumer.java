package io.toygres.api.request;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.toygres.consumer.Consumers;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes requests from Kafka. */
@Singleton
final class RequestConsumer {

    private final Consumers consumers;
    private final Multi<Message<byte[]>> records;
    private final Requests requests;

    RequestConsumer(Consumers consumers, @Channel("requests") Multi<Message<byte[]>> records, Requests requests) {
        this.consumers = consumers;
        this.records = records;
        this.requests = requests;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.start("requests", records, requests::receive);
    }
}
