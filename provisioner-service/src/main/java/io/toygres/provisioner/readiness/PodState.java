package io.toygres.provisioner.readiness;

import io.toygres.contract.ErrorCode;

/** How far an instance's pod has come. */
sealed interface PodState {

    /** The server takes connections. */
    record Ready() implements PodState {}

    /** On its way, as far as one can tell. */
    record Starting(String reason) implements PodState {}

    /** Something is wrong that may pass: it fails the instance only when it stays. */
    record Ailing(ErrorCode code, String detail) implements PodState {}

    /** It will not get better by waiting. */
    record Broken(ErrorCode code, String detail) implements PodState {}
}
