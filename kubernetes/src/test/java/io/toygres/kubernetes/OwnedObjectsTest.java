package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.TerminalException;
import io.toygres.contract.TransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exceeded quota: storage, requested: requests.storage=10Gi, used: requests.storage=95Gi, limited: 100Gi | QUOTA_EXCEEDED
            maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi | QUOTA_EXCEEDED
            violates PodSecurity "restricted:latest": runAsNonRoot != true | CLUSTER_REFUSED
            unable to create new content in namespace test because it is being terminated | CLUSTER_REFUSED
            """)
    void takesAQuotaAPolicyAndANamespaceThatGoesForFinal(String reason, ErrorCode code) {
        String message = "configmaps \"one\" is forbidden: " + reason;
        answerOnce(403, message);

        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOfSatisfying(TerminalException.class, e -> assertThat(e.failure())
                        .isEqualTo(new Failure(code, "ConfigMap one: " + message)));
    }

    /** For seconds after its restart the API server knows neither every right nor every token. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | configmaps is forbidden: User "system:serviceaccount:toygres-system:provisioner-service" cannot create resource
            401 | Unauthorized
            """)
    void takesAMissingRightAndAnUnknownTokenForPassing(int status, String message) {
        answerOnce(status, message);

        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOfSatisfying(TransientException.class, e -> assertThat(e.failure())
                        .isEqualTo(new Failure(ErrorCode.CLUSTER_REFUSED, "ConfigMap one: " + message)));
        assertThat(OwnedObjects.ensure(client, desired("instance-1"))).isNotNull();
    }

    @Test
    void takesAnOutageForPassing() {
        answerOnce(409, "Operation cannot be fulfilled");

        assertThatThrownBy(() -> OwnedObjects.ensure(client, desired("instance-1")))
                .isInstanceOf(KubernetesClientException.class);
    }

    private void answerOnce(int status, String message) {
        server.expect()
                .post()
                .withPath("/api/v1/namespaces/test/configmaps")
                .andReturn(
                        status,
                        new StatusBuilder()
                                .withStatus("Failure")
                                .withCode(status)
                                .withMessage(message)
                                .build())
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
