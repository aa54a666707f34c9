package io.toygres.contract;

import java.util.UUID;

/** Anything that travels between services: a {@link Command} or an {@link Event} of one operation. */
public sealed interface Message permits Command, Event {

    /** The operation that the message starts, steers or reports on. */
    OperationId operationId();

    /** The image or instance that the message is about: the CloudEvents subject and the Kafka key. */
    UUID subject();
}
