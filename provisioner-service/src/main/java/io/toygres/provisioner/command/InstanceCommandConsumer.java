package io.toygres.provisioner.command;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.toygres.consumer.Consumers;
import io.toygres.contract.InstanceCommand;
import io.toygres.messaging.Receiver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes api-service's commands from Kafka. */
@Singleton
final class InstanceCommandConsumer {

    private final Consumers consumers;
    private final Multi<Message<byte[]>> records;
    private final Receiver receiver;
    private final InstanceCommandHandler handler;

    InstanceCommandConsumer(
            Consumers consumers,
            @Channel("instance-commands") Multi<Message<byte[]>> records,
            Receiver receiver,
            InstanceCommandHandler handler) {
        this.consumers = consumers;
        this.records = records;
        this.receiver = receiver;
        this.handler = handler;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.start(
                "instance-commands",
                records,
                record -> receiver.receive(
                        record, InstanceCommand.class, (handle, message) -> handler.apply(handle, message.body())));
    }
}
