package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest extends ClusterTest {

    @Test
    void aClaimIsBoundByItsFirstConsumerAndOutlivesItsDeletionWhileThatUsesIt() throws Exception {
        PersistentVolumeClaim claim = client.resource(claim("used")).create();
        assertThat(claim.getStatus().getPhase()).isEqualTo("Pending");
        Job job = run(consumer("consumer", "touch /data/file; exec sleep 300", "used"));
        await(() ->
                podsOf(job).stream().anyMatch(pod -> pod.getStatus().getPhase().equals("Running")));
        Path volume = volume(claim);
        await(() -> Files.exists(volume.resolve("file")));

        client.resource(claim).delete();
        assertThat(client.resource(claim).get().getMetadata().getDeletionTimestamp())
                .isNotNull();
        client.resource(job).delete();

        await(() -> client.resource(claim).get() == null);
        await(() -> !Files.exists(volume));
    }

    @Test
    void whatOnePodWritesTheNextOneReads() {
        client.resource(claim("kept")).create();
        awaitEnd(run(consumer("writer", "echo kept > /data/file", "kept")));

        Job reader = awaitEnd(run(consumer("reader", "cat /data/file", "kept")));

        assertThat(client.pods().resource(podsOf(reader).getFirst()).getLog()).isEqualTo("kept\n");
    }

    private Path volume(PersistentVolumeClaim claim) {
        String name = client.resource(claim).get().getSpec().getVolumeName();
        return Path.of(client.persistentVolumes()
                .withName(name)
                .get()
                .getSpec()
                .getHostPath()
                .getPath());
    }

    private static PersistentVolumeClaim claim(String name) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity("1Gi")))
                .endResources()
                .endSpec()
                .build();
    }

    private static Job consumer(String name, String script, String claim) {
        return new JobBuilder(job(name, script))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
