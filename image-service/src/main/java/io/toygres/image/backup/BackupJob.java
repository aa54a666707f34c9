package io.toygres.image.backup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.toygres.contract.Comparison;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.job.BackupSpec;
import io.toygres.image.ManagedNamespace;
import io.toygres.image.blob.BlobConfig;
import io.toygres.job.JobRequest;
import io.toygres.job.JobRequest.JobName;
import io.toygres.job.JobRequest.Work;
import io.toygres.job.JobTemplate;
import io.toygres.job.JobVolume;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.ResourceNames;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the backup Job looks. Pure: the same backup and configuration make the same objects. */
@Singleton
final class BackupJob {

    static final String COMPONENT = "backup";

    private static final String COMMAND = "backup";
    private static final String SUPERUSER = "postgres";
    private static final int POSTGRES_PORT = 5432;

    private final JobTemplate template;
    private final ToolsImages images;
    private final BackupConfig backup;
    private final BlobConfig blob;
    private final ManagedNamespace managed;

    BackupJob(
            JobTemplate template, ToolsImages images, BackupConfig backup, BlobConfig blob, ManagedNamespace managed) {
        this.template = template;
        this.images = images;
        this.backup = backup;
        this.blob = blob;
        this.managed = managed;
    }

    /** The authorities that its pod trusts; empty when those of its image do. */
    Optional<ConfigMap> authorities() {
        return template.authorities(managed.name());
    }

    /** Where an image's backup Job is, if there is one. */
    JobName name(ImageId image) {
        return new JobName(managed.name(), ResourceNames.backupJob(image));
    }

    Job job(BackupState state) {
        SourceInstance source = state.source();
        String instance = ResourceNames.instance(source.name(), source.instanceId());
        Work work = Work.program(
                images.reference(source.imageType(), source.postgresVersion()),
                COMMAND,
                spec(state, managed.host(ResourceNames.service(instance))));
        return template.job(new JobRequest(
                name(state.imageId()),
                labels(state),
                work,
                List.of(
                        JobVolume.password(ResourceNames.secret(instance)),
                        JobVolume.serverAuthorities(ResourceNames.certificate(instance))),
                backup.jobDeadline()));
    }

    /** Its pods reach the source's server, and nobody else's. */
    NetworkPolicy network(BackupState state) {
        Map<String, String> server = Map.of(
                Labels.COMPONENT,
                "server",
                Labels.INSTANCE_ID,
                state.source().instanceId().toString());
        return template.networkWithSource(job(state), server, POSTGRES_PORT);
    }

    private BackupSpec spec(BackupState state, String host) {
        return new BackupSpec(
                state.imageId(),
                state.operationId(),
                new BackupSpec.Source(host, POSTGRES_PORT, SUPERUSER),
                state.source().postgresVersion(),
                state.command().databases(),
                blob.containerUrl().toString(),
                backup.sourcePatience().toSeconds(),
                backup.rowCountLimit().asLongValue(),
                state.command().compare() == Comparison.CONTENTS ? true : null,
                state.command().kind() == ImageKind.LOGICAL
                        ? null
                        : state.command().kind());
    }

    private static Map<String, String> labels(BackupState state) {
        return Map.of(
                Labels.COMPONENT, COMPONENT,
                Labels.IMAGE_ID, state.imageId().toString(),
                Labels.OPERATION_ID, state.operationId().toString(),
                Labels.IMAGE_TYPE, state.source().imageType().wireName());
    }
}
