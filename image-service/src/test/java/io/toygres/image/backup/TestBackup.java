package io.toygres.image.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.image.ManagedNamespace;
import io.toygres.image.TestSettings;
import io.toygres.image.blob.BlobConfig;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageRemoval;
import io.toygres.image.blob.Parallel;
import io.toygres.job.JobFollower;
import io.toygres.job.JobSettings;
import io.toygres.job.JobSlots;
import io.toygres.job.JobTemplate;
import io.toygres.job.Jobs;
import io.toygres.job.WorkloadIdentitySettings;
import java.util.List;
import java.util.Map;

/** A backup put together as the service does it. */
final class TestBackup {

    private static final String CONTAINER = "https://account.blob.core.windows.net/images";

    private TestBackup() {}

    static BackupJob job(Map<String, String> settings) {
        JobSettings jobs = TestSettings.of(JobSettings.class, settings);
        return new BackupJob(
                new JobTemplate(jobs, TestSettings.of(WorkloadIdentitySettings.class, settings)),
                new ToolsImages("toygres-tools:{major}", "registry.example/tools-durable:{major}"),
                TestSettings.of(BackupConfig.class, settings),
                TestSettings.of(BlobConfig.class, Map.of("toygres.blob.container-url", CONTAINER)),
                new ManagedNamespace(
                        settings.getOrDefault("toygres.namespace", "toygres-managed"),
                        settings.getOrDefault("toygres.cluster-domain", "cluster.local")));
    }

    static BackupOperation operation(KubernetesClient client, ImageContainer container) {
        JobSettings jobs = TestSettings.of(JobSettings.class, Map.of());
        JobSlots slots = new FreeSlots();
        Parallel parallel = new Parallel();
        ResultReader results = new ResultReader(container);
        return new BackupOperation(
                TestSettings.of(BackupConfig.class, Map.of()),
                slots,
                new ImageFiles(container, new ImageRemoval(container, parallel)),
                new BackupJobSteps(
                        new BackupJobObjects(client, job(Map.of())),
                        new JobFollower(new Jobs(client, jobs), jobs),
                        slots,
                        results),
                new UploadCheck(results, container, parallel),
                new Commit(results, container, parallel));
    }

    /** Names of the steps, in order. */
    static List<String> steps() {
        return List.of(
                "await-slot",
                "claim-image",
                "create-job",
                "await-job",
                "check-listing",
                "verify-files",
                "remove-other-attempts",
                "write-manifest");
    }
}
