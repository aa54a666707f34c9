package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccessTest extends ClusterTest {

    private static final String ANOTHER_AUDIENCE = "api://AzureADTokenExchange";

    @Test
    void anAccountMayDoWhatItsRolesGrant() throws Exception {
        createAccount("reader");
        grant("reader", "configmaps", "list", "get");
        try (KubernetesClient reader = as(token("reader"))) {
            assertThat(reader.configMaps().inNamespace(NAMESPACE).list().getItems())
                    .isNotNull();
            assertRefused(() -> reader.resource(map()).create(), 403);
            assertRefused(() -> reader.secrets().inNamespace(NAMESPACE).list(), 403);
            assertRefused(() -> reader.configMaps().inNamespace("default").list(), 403);
            assertRefused(() -> reader.configMaps().inAnyNamespace().list(), 403);
        }
        assertThat(control("GET", "/toygres-local/calls", ""))
                .contains("\"account\":\"" + NAMESPACE
                        + "/reader\",\"group\":\"\",\"resource\":\"configmaps\",\"verb\":\"create\",\"granted\":false");
    }

    /** Also for a subresource that is created: its path has the object's name. */
    @Test
    void aRuleWithNamesGrantsThoseAlone() {
        createAccount("issuer");
        createAccount("other");
        grant("issuer", List.of("issuer", "absent"), "serviceaccounts", "get", "list");
        try (KubernetesClient issuer = as(token("issuer"))) {
            assertThat(issuer.serviceAccounts()
                            .inNamespace(NAMESPACE)
                            .withName("issuer")
                            .get())
                    .isNotNull();
            assertRefused(
                    () -> issuer.serviceAccounts()
                            .inNamespace(NAMESPACE)
                            .withName("other")
                            .get(),
                    403);
            assertRefused(() -> issuer.serviceAccounts().inNamespace(NAMESPACE).list(), 403);
        }
        createAccount("maker");
        grant("maker", List.of("issuer"), "serviceaccounts/token", "create");
        try (KubernetesClient maker = as(token("maker"))) {
            assertThat(token(maker, "issuer")).isNotEmpty();
            assertRefused(() -> token(maker, "other"), 403);
        }
    }

    @Test
    void aTokenForSomebodyElseOpensNothing() {
        createAccount("foreign");
        grant("foreign", "configmaps", "list");
        try (KubernetesClient foreign = as(token("foreign", ANOTHER_AUDIENCE));
                KubernetesClient invented = as("not.a.token")) {
            assertRefused(() -> foreign.configMaps().inNamespace(NAMESPACE).list(), 401);
            assertRefused(() -> invented.configMaps().inNamespace(NAMESPACE).list(), 401);
        }
    }

    private void createAccount(String name) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    private void grant(String account, String resource, String... verbs) {
        grant(account, List.of(), resource, verbs);
    }

    private void grant(String account, List<String> names, String resource, String... verbs) {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources(resource)
                        .withResourceNames(names)
                        .withVerbs(verbs)
                        .endRule()
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                        .addNewSubject("", "ServiceAccount", account, NAMESPACE)
                        .build())
                .create();
    }

    private String token(String account, String... audiences) {
        return token(client, account, audiences);
    }

    private static String token(KubernetesClient by, String account, String... audiences) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audiences)
                .endSpec()
                .build();
        return by.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private KubernetesClient as(String token) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withOauthToken(token)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private static ConfigMap map() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("made")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build();
    }

    private static void assertRefused(ThrowingCallable call, int code) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(call)
                .extracting(KubernetesClientException::getCode)
                .isEqualTo(code);
    }
}
