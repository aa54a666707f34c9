package io.toygres.provisioner.restore;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.job.DownloadSpec;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.job.JobRequest;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobRequest.Part;
import io.toygres.job.JobRequest.Work;
import io.toygres.job.JobTemplate;
import io.toygres.job.JobVolume;
import io.toygres.provisioner.instance.ContainerImages;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceNames;
import io.toygres.provisioner.instance.ServerVolumes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The Job that loads an image into an instance's volume: one container downloads with the workload identity and sees neither volume nor
 * Secret, the other loads and has no identity. The SQL of an image runs in the second as superuser, and is anybody's.
 */
@Singleton
final class RestoreJob {

    static final String COMPONENT = "restore";

    /** Another than the loader's, which must not write to what the downloader owns. */
    private static final long DOWNLOADER = 1999;

    private final JobTemplate template;
    private final ContainerImages images;
    private final ImageContainer container;
    private final RestoreConfig config;

    RestoreJob(JobTemplate template, ContainerImages images, ImageContainer container, RestoreConfig config) {
        this.template = template;
        this.images = images;
        this.container = container;
        this.config = config;
    }

    /** The authorities' ConfigMap; it has to be there before the Job. Empty when the Job trusts those of its image. */
    Optional<ConfigMap> authorities(Instance instance) {
        return template.authorities(instance.namespace());
    }

    Job desired(RestoreState state, Instance instance) {
        return template.job(new JobRequest(
                new JobName(instance.namespace(), state.names().restoreJob()),
                instance.labels(COMPONENT),
                List.of(download(state), load(state)),
                config.jobDeadline()));
    }

    /** Its pods reach blob storage and its login; no instance, the new one's pod included. */
    NetworkPolicy network(RestoreState state, Instance instance) {
        return template.network(desired(state, instance));
    }

    private Part download(RestoreState state) {
        ImageReference image = state.command().image();
        var spec = new DownloadSpec(image.imageId(), container.containerUrl().toString(), image.manifestSha256());
        Work work = Work.program(tools(state), "download", spec);
        return Part.withIdentity(JobTemplate.DOWNLOAD, work, List.of(JobVolume.pipes()))
                .asUser(DOWNLOADER);
    }

    private Part load(RestoreState state) {
        Work work = Work.program(tools(state), "restore", spec(state));
        return Part.withoutIdentity(JobTemplate.CONTAINER, work, volumes(state.names()));
    }

    private String tools(RestoreState state) {
        return images.tools(state.instance().imageType(), state.instance().postgresVersion());
    }

    private RestoreSpec spec(RestoreState state) {
        return new RestoreSpec(
                state.instanceId(),
                state.operationId(),
                state.command().image().imageId(),
                state.instance().imageType(),
                state.instance().postgresVersion(),
                state.command().image().manifestSha256(),
                config.parallelism(),
                state.command().tolerance(),
                state.command().compare(),
                state.command().image().kind());
    }

    private static List<JobVolume> volumes(InstanceNames names) {
        return List.of(
                JobVolume.pipes(),
                JobVolume.claim(names.volumeClaim(), ServerVolumes.DATA_PATH),
                JobVolume.password(names.secret()),
                ServerVolumes.configForJob(names));
    }
}
