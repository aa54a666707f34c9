package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the field is set by the annotation
class SharedObjectsTest {

    private static final ConfigMap SCRIPTS = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("test")
            .withName("scripts")
            .endMetadata()
            .withImmutable(true)
            .withData(Map.of("backup.sh", "true"))
            .build();

    private KubernetesClient client;

    @Test
    void isOwnedByEachOnceHoweverOftenItIsGiven() {
        Job one = job("one");
        Job two = job("two");

        SharedObjects.ensureFor(client, one, SCRIPTS);
        SharedObjects.ensureFor(client, two, SCRIPTS);
        SharedObjects.ensureFor(client, one, SCRIPTS);

        assertThat(owners()).containsExactly(reference(one), reference(two));
        assertThat(client.resource(SCRIPTS).get().getData()).isEqualTo(SCRIPTS.getData());
    }

    @Test
    void losesNoOwnerWhenManyComeAtOnce() throws Exception {
        List<Job> jobs =
                IntStream.range(0, 8).mapToObj(number -> job("job-" + number)).toList();
        List<Callable<Boolean>> givings = jobs.stream()
                .<Callable<Boolean>>map(job -> () -> {
                    SharedObjects.ensureFor(client, job, SCRIPTS);
                    return true;
                })
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> given : threads.invokeAll(givings)) {
                given.get();
            }
        }

        assertThat(owners())
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(SharedObjectsTest::reference).toList());
    }

    private List<OwnerReference> owners() {
        return client.resource(SCRIPTS).get().getMetadata().getOwnerReferences();
    }

    private Job job(String name) {
        return client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("test")
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private static OwnerReference reference(Job job) {
        return new OwnerReferenceBuilder()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .build();
    }
}
