package io.toygres.provisioner;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.certificate.CertificateConfig;
import io.toygres.provisioner.certificate.CertificateIssue;
import io.toygres.provisioner.certificate.CertificateSteps;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.connection.TestConnectionConfig;
import io.toygres.provisioner.create.CreateInstanceOperation;
import io.toygres.provisioner.delete.DeleteInstanceOperation;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.ContainerImages;
import io.toygres.provisioner.instance.ContainerImagesConfig;
import io.toygres.provisioner.instance.InstanceConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.readiness.Readiness;
import io.toygres.provisioner.readiness.ReadinessConfig;
import io.toygres.provisioner.restore.RestoreFixture;
import io.toygres.provisioner.restore.RestoreInstanceOperation;
import io.toygres.provisioner.restore.RestoreJobSteps;
import io.toygres.secret.Keyring;
import java.util.Map;
import java.util.Optional;

/** The three operations on a given cluster, put together without Quarkus. */
record Provisioner(CreateInstanceOperation create, RestoreInstanceOperation restore, DeleteInstanceOperation delete) {

    static Provisioner on(KubernetesClient client, Keyring keyring) {
        return on(client, keyring, Map.of("toygres.blob.container-url", "https://blobs.test/images"));
    }

    /** @param settings by name, such as {@code toygres.test-connection.address}; the defaults for all others */
    static Provisioner on(KubernetesClient client, Keyring keyring, Map<String, String> settings) {
        var cluster = new ClusterConfig(
                ManagedObjects.NAMESPACE, Optional.empty(), Optional.of("toygres.test"), "cluster.local");
        var objects = new InstanceObjects(client, cluster);
        var images = new ContainerImages(TestConfig.of(ContainerImagesConfig.class, settings));
        var instance =
                new InstanceSteps(objects, keyring, images, cluster, TestConfig.of(InstanceConfig.class, settings));
        var readiness = new Readiness(objects, TestConfig.of(ReadinessConfig.class, settings));
        var connection = new TestConnection(
                objects, cluster, TestConfig.of(TestConnectionConfig.class, settings), client, TestAuthority.get());
        var certificate = new CertificateSteps(
                objects,
                instance,
                connection,
                TestAuthority.get(),
                new CertificateIssue(TestConfig.of(CertificateConfig.class, settings), cluster));
        RestoreJobSteps job = RestoreFixture.jobSteps(client, objects, images, settings);
        return new Provisioner(
                new CreateInstanceOperation(instance, certificate, readiness, connection),
                new RestoreInstanceOperation(new FreeSlots(), instance, certificate, job, readiness, connection),
                new DeleteInstanceOperation(instance, certificate, job));
    }
}
