package io.toygres.provisioner.create;

import io.toygres.contract.ErrorCode;
import io.toygres.operation.Operation;
import io.toygres.operation.Plan;
import io.toygres.provisioner.certificate.CertificateSteps;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.readiness.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Creates an empty instance: makes its objects, waits until the cluster has done its part, and proves that it answers. */
@Singleton
public final class CreateInstanceOperation implements Operation<CreateState> {

    private final InstanceSteps instance;
    private final CertificateSteps certificate;
    private final Readiness readiness;
    private final TestConnection connection;

    public CreateInstanceOperation(
            InstanceSteps instance, CertificateSteps certificate, Readiness readiness, TestConnection connection) {
        this.instance = instance;
        this.certificate = certificate;
        this.readiness = readiness;
        this.connection = connection;
    }

    @Override
    public Plan<CreateState> plan() {
        return Plan.of("create-instance", 2, CreateState.class)
                .finishingSince(1)
                .phase("objects", Duration.ofMinutes(10), ErrorCode.CLUSTER_UNAVAILABLE)
                .step("create-volume", instance::createVolume, instance::removeVolume)
                .step("create-secret", instance::createSecret, instance::removeSecret)
                .step("create-config", instance::createConfig, instance::removeConfig)
                .step("create-service", instance::createService, instance::removeService)
                .step("create-certificate", certificate::createCertificate, certificate::removeCertificate)
                .step("create-server", certificate::createServer, instance::removeServer)
                .phase("volume", readiness.volumeDeadline(), ErrorCode.VOLUME_NOT_BOUND)
                .step("await-volume", readiness::awaitVolume)
                .phase("server", readiness.serverDeadline(), ErrorCode.NOT_READY)
                .step("await-server", readiness::awaitServer)
                .phase("address", readiness.addressDeadline(), ErrorCode.ADDRESS_NOT_ASSIGNED)
                .step("await-address", connection::awaitAddress)
                .phase("connection", connection.deadline(), ErrorCode.CONNECTION_FAILED)
                .step("test-connection", connection::run)
                .build();
    }
}
