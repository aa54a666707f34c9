package io.toygres.provisioner;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.connection.TestConnectionConfig;
import io.toygres.provisioner.container.ContainerImages;
import io.toygres.provisioner.container.ContainerImagesConfig;
import io.toygres.provisioner.create.CreateInstanceOperation;
import io.toygres.provisioner.delete.DeleteInstanceOperation;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.InstanceConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.readiness.Readiness;
import io.toygres.provisioner.readiness.ReadinessConfig;
import io.toygres.provisioner.restore.RestoreFixture;
import io.toygres.provisioner.restore.RestoreInstanceOperation;
import io.toygres.provisioner.restore.RestoreJobSteps;
import io.toygres.secret.Keyring;
import java.util.Optional;

/** The three operations on a given cluster, put together without Quarkus. */
record Provisioner(CreateInstanceOperation create, RestoreInstanceOperation restore, DeleteInstanceOperation delete) {

    static Provisioner on(KubernetesClient client, Keyring keyring) {
        var cluster = new ClusterConfig("toygres-managed", Optional.empty(), Optional.of("toygres.test"));
        var objects = new InstanceObjects(client, cluster);
        var images = new ContainerImages(TestConfig.defaults(ContainerImagesConfig.class));
        var instance = new InstanceSteps(objects, keyring, images, cluster, TestConfig.defaults(InstanceConfig.class));
        var readiness = new Readiness(objects, TestConfig.defaults(ReadinessConfig.class));
        var connection = new TestConnection(objects, cluster, TestConfig.defaults(TestConnectionConfig.class), client);
        RestoreJobSteps job = RestoreFixture.jobSteps(client, objects, images);
        return new Provisioner(
                new CreateInstanceOperation(instance, readiness, connection),
                new RestoreInstanceOperation(instance, job, readiness, connection),
                new DeleteInstanceOperation(instance, job));
    }
}
