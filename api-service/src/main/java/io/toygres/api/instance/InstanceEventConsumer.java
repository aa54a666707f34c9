package io.toygres.api.instance;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.toygres.consumer.Consumers;
import io.toygres.contract.InstanceEvent;
import io.toygres.messaging.Receiver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes the provisioner's events from Kafka. */
@Singleton
final class InstanceEventConsumer {

    private final Consumers consumers;
    private final Multi<Message<byte[]>> records;
    private final Receiver receiver;
    private final InstanceEvents events;

    InstanceEventConsumer(
            Consumers consumers,
            @Channel("instance-events") Multi<Message<byte[]>> records,
            Receiver receiver,
            InstanceEvents events) {
        this.consumers = consumers;
        this.records = records;
        this.receiver = receiver;
        this.events = events;
    }

    void onStart(@Observes StartupEvent event) {
        consumers.start(
                "instance-events", records, record -> receiver.receive(record, InstanceEvent.class, events::apply));
    }
}
