package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.job.JobRequest;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobRequest.Work;
import io.toygres.job.JobScripts;
import io.toygres.job.JobSettings;
import io.toygres.job.JobTemplate;
import io.toygres.job.JobVolume;
import io.toygres.provisioner.container.ContainerImages;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceNames;
import io.toygres.provisioner.instance.ServerVolumes;
import jakarta.inject.Singleton;
import java.util.List;

/** The Job that loads an image into an instance's volume: what it is told and the volumes that it sees. */
@Singleton
final class RestoreJob {

    static final String COMPONENT = "restore";

    private static final String SCRIPT = "restore.sh";

    private final JobTemplate template;
    private final ContainerImages images;
    private final BlobConfig blobs;
    private final RestoreConfig config;
    private final JobScripts scripts;

    RestoreJob(JobTemplate template, ContainerImages images, BlobConfig blobs, RestoreConfig config, JobSettings jobs) {
        this.template = template;
        this.images = images;
        this.blobs = blobs;
        this.config = config;
        this.scripts = JobScripts.load(jobs.caFile(), SCRIPT, "restore-server.sh", "restore-databases.sh");
    }

    /** The scripts' ConfigMap; it has to be there before the Job. */
    ConfigMap scripts(Instance instance) {
        return scripts.configMap(instance.namespace());
    }

    Job desired(RestoreState state, Instance instance) {
        var spec = state.instance();
        var tools = images.tools(spec.imageType(), spec.postgresVersion());
        return template.job(new JobRequest(
                new JobName(instance.namespace(), state.names().restoreJob()),
                instance.labels(COMPONENT),
                Work.script(tools, SCRIPT, scripts, spec(state)),
                volumes(state.names()),
                config.jobDeadline()));
    }

    private RestoreSpec spec(RestoreState state) {
        return new RestoreSpec(
                state.instanceId(),
                state.operationId(),
                state.command().image().imageId(),
                state.instance().imageType(),
                state.instance().postgresVersion(),
                blobs.containerUrl(),
                state.command().image().manifestSha256(),
                config.parallelism());
    }

    private static List<JobVolume> volumes(InstanceNames names) {
        return List.of(
                JobVolume.claim(names.volumeClaim(), ServerVolumes.DATA_PATH),
                JobVolume.password(names.secret()),
                ServerVolumes.configForJob(names));
    }
}
