package io.toygres.provisioner.readiness;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.WaitReason;
import java.time.Instant;

/** How far an instance's pod has come. */
sealed interface PodState {

    /** The server takes connections. */
    record Ready() implements PodState {}

    /** No container has run yet; why not, if anything is wrong, its warning events say as well. */
    record Preparing(WaitReason reason) implements PodState {}

    /** Its containers are on their way, as far as one can tell. */
    record Starting(String reason) implements PodState {}

    /** Its image can't be pulled for now: registries are unavailable for moments, and rights to pull take minutes to arrive. */
    record NotPulled(String detail) implements PodState {}

    /**
     * Something is wrong that may be temporary: it fails the instance only when it lasts.
     *
     * @param since by the cluster's clock, from when on it can have been so
     */
    record Failing(ErrorCode code, String detail, Instant since) implements PodState {}

    /** It will not get better by waiting. */
    record Broken(Failure failure) implements PodState {
        static Broken of(ErrorCode code, String detail) {
            return new Broken(new Failure(code, detail));
        }
    }
}
