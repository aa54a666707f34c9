package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.job.JobSettings;
import io.toygres.job.JobTemplate;
import io.toygres.job.Jobs;
import io.toygres.job.WorkloadIdentitySettings;
import io.toygres.provisioner.TestConfig;
import io.toygres.provisioner.container.ContainerImages;
import io.toygres.provisioner.instance.InstanceObjects;
import java.util.Map;

/** The restore Job and its steps with the settings that a service has by default. */
public final class RestoreFixture {

    private RestoreFixture() {}

    public static RestoreJobSteps jobSteps(KubernetesClient client, InstanceObjects objects, ContainerImages images) {
        var settings = TestConfig.defaults(JobSettings.class);
        return new RestoreJobSteps(
                objects, new Jobs(client, settings), job(images), TestConfig.defaults(RestoreConfig.class), settings);
    }

    static RestoreJob job(ContainerImages images) {
        var settings = TestConfig.defaults(JobSettings.class);
        var template = new JobTemplate(settings, TestConfig.defaults(WorkloadIdentitySettings.class));
        var blobs = TestConfig.of(BlobConfig.class, Map.of("toygres.blob.container-url", "https://blobs.test/images"));
        return new RestoreJob(template, images, blobs, TestConfig.defaults(RestoreConfig.class), settings);
    }
}
