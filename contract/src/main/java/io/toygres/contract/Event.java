package io.toygres.contract;

/**
 * What a worker service reports. The events of one operation carry a growing sequence in their envelope, so that a late
 * or doubled one changes nothing.
 */
public sealed interface Event extends Message permits ImageEvent, InstanceEvent {

    /** The operation that the event reports on. */
    OperationId operationId();
}
