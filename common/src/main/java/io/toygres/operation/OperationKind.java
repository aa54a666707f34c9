package io.toygres.operation;

/** A plan's type and version: which code runs an operation. */
record OperationKind(String type, int version) {

    static OperationKind of(Plan<?> plan) {
        return new OperationKind(plan.type(), plan.version());
    }
}
