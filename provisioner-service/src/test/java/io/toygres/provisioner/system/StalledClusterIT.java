package io.toygres.provisioner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.InstanceId;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.Jobs;
import io.toygres.provisioner.ManagedObjects;
import io.toygres.provisioner.instance.InstanceObjects;
import jakarta.inject.Inject;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

/** An API server that stops in the middle of an answer holds no step. */
@QuarkusTest
@WithTestResource(StalledCluster.class)
class StalledClusterIT {

    @Inject
    InstanceObjects objects;

    @Inject
    Jobs jobs;

    @Test
    void everyLookAtTheClusterComesBack() {
        assertTimesOut(() -> objects.find(Pod.class, "orders-0"));
        assertTimesOut(() -> objects.remove(Secret.class, "orders-secret", InstanceId.random()));
        assertTimesOut(() -> objects.removePods(InstanceId.random(), "server"));
        assertTimesOut(() -> jobs.status(new JobName(ManagedObjects.NAMESPACE, "backup"), Instant.now()));
    }

    @Test
    void aClusterThatFailsForEveryoneIsLeftAloneForAMoment() {
        Throwable last = null;
        for (int i = 0; i < 50 && !(last instanceof CircuitBreakerOpenException); i++) {
            last = catchThrowable(() -> objects.find(Pod.class, "orders-0"));
        }
        assertThat(last).isInstanceOf(CircuitBreakerOpenException.class);
        assertThatThrownBy(() -> jobs.status(new JobName(ManagedObjects.NAMESPACE, "backup"), Instant.now()))
                .as("calls of another kind wait as well")
                .isInstanceOf(CircuitBreakerOpenException.class);
    }

    /** By the bound; or at once, when the call before has left its connection with half an answer on it, or all calls failed. */
    private static void assertTimesOut(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(
                        TimeoutException.class, KubernetesClientException.class, CircuitBreakerOpenException.class);
    }
}
