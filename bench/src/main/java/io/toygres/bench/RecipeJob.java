package io.toygres.bench;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.toygres.e2e.sut.SystemUnderTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recipe as a user with the same cluster would run it: a Job with a few lines of shell. Its pod is that of a backup of ours with other
 * commands, so that image, identity, network and limits are the same.
 */
final class RecipeJob implements AutoCloseable {

    private static final String BACKUP = """
            set -e
            export PGPASSWORD="$(cat /toygres/secret/password)"
            mkdir dumps
            for database in $DATABASES; do
              pg_dump --format=custom --host="$SOURCE" --username=postgres --dbname="$database" --file="dumps/$database.dump"
            done
            azcopy copy 'dumps/*' "$BLOBS" --output-level essential
            """;

    /** The server is stopped so that the instance's own could start on its directory. */
    private static final String RESTORE = """
            set -e
            azcopy copy "$BLOBS*" arrived --recursive --output-level essential
            initdb --pgdata=data --username=postgres --auth=trust --encoding=UTF8 >initdb.log
            pg_ctl start --pgdata=data --wait --log=server.log --options="-c listen_addresses= -c unix_socket_directories=$PWD"
            for database in $DATABASES; do
              pg_restore --create --host="$PWD" --username=postgres --dbname=postgres "arrived/$database.dump"
            done
            pg_ctl stop --pgdata=data --mode=fast --wait
            """;

    private static final Pattern HOST = Pattern.compile("\"host\":\"([^\"]+)\"");
    private static final List<String> OF_THE_JOB =
            List.of("batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name");
    private static final int LONGEST_MINUTES = 60;

    private final KubernetesClient cluster;
    private final String namespace;
    private final URI container;
    private final String databases;

    RecipeJob(SystemUnderTest system, List<String> databases) {
        this.cluster = new KubernetesClientBuilder()
                .withConfig(
                        Config.fromKubeconfig(system.kubeconfig().orElseThrow().toFile()))
                .build();
        this.namespace = system.namespace();
        this.container = system.local().orElseThrow().blobs().container();
        this.databases = String.join(" ", databases);
    }

    /** @param image whose backup Job is still there; likewise later */
    void backup(UUID image, String prefix) {
        run(image, BACKUP, prefix);
    }

    void restore(UUID image, String prefix) {
        run(image, RESTORE, prefix);
    }

    private void run(UUID image, String script, String prefix) {
        Job job = job(image, script, container + "/" + prefix + "/");
        var there = cluster.resource(job);
        var network = cluster.resource(network(image, job.getMetadata().getName()));
        network.create();
        there.create();
        try {
            Job ended = there.waitUntilCondition(RecipeJob::hasEnded, LONGEST_MINUTES, TimeUnit.MINUTES);
            if (ended.getStatus().getSucceeded() == null) {
                throw new IllegalStateException("the recipe's Job failed: " + log(job));
            }
        } finally {
            there.delete();
            network.delete();
        }
    }

    /** It may reach what ours may. */
    private NetworkPolicy network(UUID image, String job) {
        return new NetworkPolicyBuilder(cluster.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName("backup-" + image)
                        .get())
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(job)
                .endMetadata()
                .editSpec()
                .withNewPodSelector()
                .addToMatchLabels(OF_THE_JOB.get(1), job)
                .endPodSelector()
                .endSpec()
                .build();
    }

    private Job job(UUID image, String script, String blobs) {
        PodTemplateSpec ours = cluster.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName("backup-" + image)
                .get()
                .getSpec()
                .getTemplate();
        PodTemplateSpec pod = new PodTemplateSpecBuilder(ours).build();
        pod.getMetadata().getLabels().keySet().removeAll(OF_THE_JOB);
        pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("work"))
                .forEach(volume -> volume.getEmptyDir().setSizeLimit(new Quantity("16Gi")));
        var container = pod.getSpec().getContainers().getFirst();
        container.setCommand(List.of("sh", "-c", script));
        List<EnvVar> variables = container.getEnv();
        variables.add(new EnvVar("DATABASES", databases, null));
        variables.add(new EnvVar("BLOBS", blobs, null));
        variables.add(new EnvVar("SOURCE", source(variables), null));
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("recipe-" + UUID.randomUUID())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withTemplate(pod)
                .endSpec()
                .build();
    }

    private static String source(List<EnvVar> variables) {
        return variables.stream()
                .filter(variable -> variable.getName().equals("TOYGRES_SPEC"))
                .map(variable -> HOST.matcher(variable.getValue()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasEnded(Job job) {
        JobStatus status = job == null ? null : job.getStatus();
        return status != null
                && status.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Complete")
                                || condition.getType().equals("Failed"));
    }

    private String log(Job job) {
        return cluster.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(job.getMetadata().getName())
                .getLog();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
