package io.toygres.image.command;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.toygres.consumer.Consumers;
import io.toygres.contract.ImageCommand;
import io.toygres.messaging.Receiver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes api-service's commands from Kafka. */
@Singleton
final class ImageCommandConsumer {

    private final Consumers consumers;
    private final Multi<Message<byte[]>> records;
    private final Receiver receiver;
    private final ImageCommandHandler handler;

    ImageCommandConsumer(
            Consumers consumers,
            @Channel("image-commands") Multi<Message<byte[]>> records,
            Receiver receiver,
            ImageCommandHandler handler) {
        this.consumers = consumers;
        this.records = records;
        this.receiver = receiver;
        this.handler = handler;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.start(
                "image-commands",
                records,
                record -> receiver.receive(
                        record, ImageCommand.class, (handle, message) -> handler.apply(handle, message.body())));
    }
}
