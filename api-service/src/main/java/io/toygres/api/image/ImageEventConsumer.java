package io.toygres.api.image;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.toygres.consumer.Consumers;
import io.toygres.contract.ImageEvent;
import io.toygres.messaging.Receiver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes image-service's events from Kafka. */
@Singleton
final class ImageEventConsumer {

    private final Consumers consumers;
    private final Multi<Message<byte[]>> records;
    private final Receiver receiver;
    private final ImageEvents events;

    ImageEventConsumer(
            Consumers consumers,
            @Channel("image-events") Multi<Message<byte[]>> records,
            Receiver receiver,
            ImageEvents events) {
        this.consumers = consumers;
        this.records = records;
        this.receiver = receiver;
        this.events = events;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.start("image-events", records, record -> receiver.receive(record, ImageEvent.class, events::apply));
    }
}
