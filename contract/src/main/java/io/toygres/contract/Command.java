package io.toygres.contract;

/** What api-service asks a worker service to do. A command sent twice carries the same message id and is applied once. */
public sealed interface Command extends Message permits ImageCommand, InstanceCommand {

    /** The operation that the command starts or steers. */
    OperationId operationId();
}
