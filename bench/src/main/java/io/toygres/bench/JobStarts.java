package io.toygres.bench;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.sut.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How long after {@code POST /api/images} its Job is there, while nothing else happens. */
final class JobStarts implements Watcher<Job> {

    private static final int WARM_UP = 3;
    private static final int BACKUPS = 15;
    private static final Duration BOUND = Duration.ofMinutes(5);

    private final SystemUnderTest system;
    private final Results results;
    private final ToygresApi api;
    private final Operations operations;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** When each Job was first seen, by its name. */
    private final Map<String, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();

    JobStarts(SystemUnderTest system, Results results) {
        this.system = system;
        this.results = results;
        this.api = system.login();
        this.operations = new Operations(api);
    }

    void measure() {
        Accepted<Instance> source = api.create(NewInstance.empty("bench-" + run, SpecialPassword.random()));
        operations.awaitSuccess(source.operationId(), BOUND, _ -> {});
        Config kubeconfig =
                Config.fromKubeconfig(system.kubeconfig().orElseThrow().toFile());
        List<Long> nanos = new ArrayList<>();
        try (KubernetesClient cluster =
                        new KubernetesClientBuilder().withConfig(kubeconfig).build();
                var _ = cluster.batch()
                        .v1()
                        .jobs()
                        .inNamespace(system.namespace())
                        .watch(this)) {
            for (int i = 0; i < WARM_UP + BACKUPS; i++) {
                nanos.add(nanosToJob(
                        new NewImage("image-" + run + "-" + i, source.resource().id())));
            }
        }
        Times times = Times.of(nanos.subList(WARM_UP, nanos.size()), Duration.ofSeconds(1));
        results.add("POST /api/images to its Job, p50", times.percentile(50), "ms (goal ≤ 150)");
        results.add("POST /api/images to its Job, slowest of " + BACKUPS, times.percentile(100), "ms");
    }

    private long nanosToJob(NewImage request) {
        long begin = System.nanoTime();
        Accepted<Image> image = api.create(request);
        long created = when("backup-" + image.resource().id())
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
        operations.awaitSuccess(image.operationId(), BOUND, _ -> {});
        return created - begin;
    }

    private CompletableFuture<Long> when(String job) {
        return seen.computeIfAbsent(job, _ -> new CompletableFuture<>());
    }

    @Override
    public void eventReceived(Action action, Job job) {
        when(job.getMetadata().getName()).complete(System.nanoTime());
    }

    @Override
    public void onClose(WatcherException cause) {
        seen.values().forEach(job -> job.completeExceptionally(cause));
    }
}
