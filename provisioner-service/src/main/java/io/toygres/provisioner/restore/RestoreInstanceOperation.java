package io.toygres.provisioner.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.job.JobFollower;
import io.toygres.job.JobSlots;
import io.toygres.operation.Operation;
import io.toygres.operation.Plan;
import io.toygres.provisioner.certificate.CertificateSteps;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.readiness.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Creates an instance from an image: as an empty one, but a Job loads its volume before the server may start on it. */
@Singleton
public final class RestoreInstanceOperation implements Operation<RestoreState> {

    static final String TYPE = "restore-instance";

    private final JobSlots slots;
    private final InstanceSteps instance;
    private final CertificateSteps certificate;
    private final RestoreJobSteps job;
    private final Readiness readiness;
    private final TestConnection connection;

    public RestoreInstanceOperation(
            JobSlots slots,
            InstanceSteps instance,
            CertificateSteps certificate,
            RestoreJobSteps job,
            Readiness readiness,
            TestConnection connection) {
        this.slots = slots;
        this.instance = instance;
        this.certificate = certificate;
        this.job = job;
        this.readiness = readiness;
        this.connection = connection;
    }

    @Override
    public Plan<RestoreState> plan() {
        return Plan.of(TYPE, 3, RestoreState.class)
                .finishingSince(1)
                .phase("queue", slots.longestWait(), ErrorCode.QUEUED_TOO_LONG)
                .step(JobSlots.STEP, slots::await, slots::giveBack)
                .phase("objects", Duration.ofMinutes(10), ErrorCode.CLUSTER_UNAVAILABLE)
                .step("create-volume", instance::createVolume, instance::removeVolume)
                .step("create-secret", instance::createSecret, instance::removeSecret)
                .step("create-config", instance::createConfig, instance::removeConfig)
                .step("create-job", job::createJob, job::removeJob)
                .phase("volume", readiness.volumeDeadline(), ErrorCode.VOLUME_NOT_BOUND)
                .step("await-volume", readiness::awaitVolume)
                .phase("load", job.deadline(), ErrorCode.JOB_STALLED)
                .step(JobFollower.STEP, job::awaitJob)
                .phase("server-objects", Duration.ofMinutes(10), ErrorCode.CLUSTER_UNAVAILABLE)
                .step("create-service", instance::createService, instance::removeService)
                .step("create-certificate", certificate::createCertificate, certificate::removeCertificate)
                .step("create-server", certificate::createServer, instance::removeServer)
                .phase("server", readiness.serverDeadline(), ErrorCode.NOT_READY)
                .step("await-server", readiness::awaitServer)
                .phase("address", readiness.addressDeadline(), ErrorCode.ADDRESS_NOT_ASSIGNED)
                .step("await-address", connection::awaitAddress)
                .phase("connection", connection.deadline(), ErrorCode.CONNECTION_FAILED)
                .step("test-connection", connection::run)
                .build();
    }
}
