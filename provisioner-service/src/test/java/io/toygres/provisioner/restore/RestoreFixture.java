package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.job.JobFollower;
import io.toygres.job.JobSettings;
import io.toygres.job.JobTemplate;
import io.toygres.job.Jobs;
import io.toygres.job.WorkloadIdentitySettings;
import io.toygres.provisioner.FreeSlots;
import io.toygres.provisioner.TestConfig;
import io.toygres.provisioner.instance.ContainerImages;
import io.toygres.provisioner.instance.InstanceObjects;
import java.util.Map;

/** The restore Job and its steps, put together without Quarkus. */
public final class RestoreFixture {

    private RestoreFixture() {}

    /** @param properties settings by name; the defaults for all others, but none for the blob container's URL */
    public static RestoreJobSteps jobSteps(
            KubernetesClient client, InstanceObjects objects, ContainerImages images, Map<String, String> properties) {
        var settings = TestConfig.of(JobSettings.class, properties);
        var template = new JobTemplate(settings, TestConfig.of(WorkloadIdentitySettings.class, properties));
        var config = TestConfig.of(RestoreConfig.class, properties);
        var job = new RestoreJob(template, images, TestConfig.of(ImageContainer.class, properties), config);
        return new RestoreJobSteps(
                objects, new JobFollower(new Jobs(client, settings), settings), new FreeSlots(), job, config);
    }
}
