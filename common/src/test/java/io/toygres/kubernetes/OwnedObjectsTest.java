package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.TerminalException;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the fields are set by the annotation
class OwnedObjectsTest {

    private KubernetesClient client;
    private KubernetesMockServer server;

    @Test
    void reusesTheObjectLeftByAnEarlierAttempt() {
        ConfigMap first = OwnedObjects.ensure(client, desired("instance-1"));
        ConfigMap again = OwnedObjects.ensure(client, desired("instance-1"));

        assertThat(again.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    }

    @Test
    void leavesAForeignObjectOfThatNameAlone() {
        client.resource(desired("instance-2")).create();

        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOfSatisfying(
                        TerminalException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.OBJECT_CONFLICT));
        assertThat(OwnedObjects.gone(client, desired("instance-1"))).isTrue();
        assertThat(client.resource(desired("instance-2")).get()).isNotNull();
    }

    @Test
    void removesItsOwnAndAcceptsThatItIsGoneAlready() {
        OwnedObjects.ensure(client, desired("instance-1"));

        assertThat(OwnedObjects.gone(client, desired("instance-1"))).isTrue();
        assertThat(client.resource(desired("instance-1")).get()).isNull();
        assertThat(OwnedObjects.gone(client, desired("instance-1"))).isTrue();
    }

    /** Otherwise the undo that follows could look before the cluster has made the object, and leave it there for ever. */
    @Test
    void knowsWhatItMadeEvenWhenItsStepIsBrokenOff() {
        Thread.currentThread().interrupt();
        ConfigMap made;
        try {
            made = OwnedObjects.ensure(client, desired("instance-1"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(client.resource(desired("instance-1")).get()).isEqualTo(made);
    }

    @Test
    void takesARefusalForFinalAndAnOutageForPassing() {
        answerOnce(403);
        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOfSatisfying(
                        TerminalException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.CLUSTER_REFUSED));
        answerOnce(409);
        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOf(KubernetesClientException.class);
    }

    private void answerOnce(int status) {
        server.expect()
                .post()
                .withPath("/api/v1/namespaces/test/configmaps")
                .andReturn(status, "{}")
                .once();
    }

    private static ConfigMap desired(String instance) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("test")
                .withName("one")
                .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                .addToLabels(Labels.INSTANCE_ID, instance)
                .endMetadata()
                .build();
    }
}
