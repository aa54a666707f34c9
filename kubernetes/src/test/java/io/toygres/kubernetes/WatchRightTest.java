package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the fields are set by the annotation
class WatchRightTest {

    private static final String RULE =
            "apiGroups [\"batch\"], resources [\"jobs\"], verbs [\"list\", \"watch\"] in namespace managed";

    private KubernetesClient client;
    private KubernetesMockServer server;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final WatchRight right = new WatchRight(Job.class, "managed", () -> now);

    @Test
    void isMissingAfterSomeRefusalsInARowAndSaysSoOnce() {
        assertThat(refusals(4)).isFalse();
        assertThat(right.missing()).isEmpty();
        assertThat(refusals(1)).isTrue();
        assertThat(right.missing()).contains(RULE);
        assertThat(refusals(1)).isFalse();
    }

    @Test
    void isBelievedAgainWhenNoRefusalFollows() {
        refusals(5);
        now = now.plus(Duration.ofMinutes(3));

        assertThat(right.missing()).isEmpty();
        assertThat(refusals(1)).isFalse();
    }

    @Test
    void isNotDoubtedForAnOutage() {
        for (int i = 0; i < 9; i++) {
            assertThat(right.lostBy(new IOException("connection refused"))).isFalse();
            assertThat(right.lostBy(new KubernetesClientException("away", 503, null)))
                    .isFalse();
        }
        assertThat(right.missing()).isEmpty();
    }

    @Test
    void showsInReadiness() throws Exception {
        server.expect()
                .get()
                .withPath(
                        "/apis/batch/v1/namespaces/managed/jobs?labelSelector=toygres.io%2Foperation-id&resourceVersion=0")
                .andReturn(403, "{}")
                .always();
        Config quick = client.getConfiguration();
        quick.setWatchReconnectInterval(1);
        quick.setRequestRetryBackoffLimit(0);
        try (KubernetesClient impatient =
                        new KubernetesClientBuilder().withConfig(quick).build();
                var _ = OperationInformer.start(impatient, "managed", Job.class, _ -> {})) {
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (new WatchesCheck().call().getStatus() == Status.UP && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(new WatchesCheck().call().getData().orElseThrow())
                    .containsEntry("Job", "the service's Role lacks the rule " + RULE);
        }
        assertThat(new WatchesCheck().call().getStatus()).isEqualTo(Status.UP);
    }

    private boolean refusals(int count) {
        boolean lost = false;
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(5);
            lost = right.lostBy(new CompletionException(new KubernetesClientException("forbidden", 403, null)));
        }
        return lost;
    }
}
