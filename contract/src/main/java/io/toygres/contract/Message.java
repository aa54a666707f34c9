package io.toygres.contract;

import java.util.UUID;

/** Anything that the services send: a {@link Command} or an {@link Event} of one operation, or the answer to a request. */
public sealed interface Message permits Command, Event, RequestEvent {

    /** The image, instance or request that the message is about: the CloudEvents subject and the Kafka key. */
    UUID subject();
}
