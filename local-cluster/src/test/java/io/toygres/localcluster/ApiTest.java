package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiTest extends ClusterTest {

    @Test
    void anObjectOfTheSameNameAlreadyExists() {
        client.resource(map("twice")).create();

        assertRefused(() -> client.resource(map("twice")).create(), 409, "AlreadyExists");
    }

    @Test
    void anUpdateOfAnOldVersionConflicts() {
        ConfigMap first = client.resource(map("versions")).create();
        client.resource(new ConfigMapBuilder(first).addToData("k", "2").build()).update();

        ConfigMap stale = new ConfigMapBuilder(first).addToData("k", "3").build();
        assertRefused(
                () -> client.resource(stale)
                        .lockResourceVersion(first.getMetadata().getResourceVersion())
                        .update(),
                409,
                "Conflict");
    }

    @Test
    void namesAndFieldsThatARealServerRefusesAreRefused() throws Exception {
        assertRefused(() -> client.resource(map("Upper_Case")).create(), 422, "Invalid");
        String path = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
        assertThat(control("POST", path, "{\"metadata\":{\"name\":\"x\"},\"dta\":{}}"))
                .contains("unknown field \\\"dta\\\"");
        assertThat(control("POST", path, "{\"metadata\":{\"name\":\"x\"},\"data\":{\"a\":5}}"))
                .contains("BadRequest");
        assertThat(control("GET", path + "/none", "")).contains("\"reason\":\"NotFound\"");
    }

    @Test
    void whatThisClusterDoesNotHaveIsRefusedAndNotIgnored() {
        Job several = new JobBuilder(job("several", "true"))
                .editSpec()
                .withCompletions(2)
                .endSpec()
                .build();
        Job hooked = new JobBuilder(job("hooked", "true"))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withNewLifecycle()
                .withNewPostStart()
                .withNewExec()
                .withCommand("true")
                .endExec()
                .endPostStart()
                .endLifecycle()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertRefused(() -> client.resource(several).create(), 422, "Invalid");
        assertRefused(() -> client.resource(hooked).create(), 422, "Invalid");
    }

    /** What somebody else put into the object stays, as on a real server. */
    @Test
    void anAppliedObjectIsCreatedAndThenMerged() {
        ConfigMap applied = client.resource(map("applied"))
                .fieldManager("tester")
                .forceConflicts()
                .serverSideApply();
        client.resource(applied).edit(current -> new ConfigMapBuilder(current)
                .editMetadata()
                .addToLabels("team", "dba")
                .endMetadata()
                .addToData("theirs", "1")
                .build());

        client.resource(new ConfigMapBuilder(map("applied")).addToData("k", "w").build())
                .fieldManager("tester")
                .forceConflicts()
                .serverSideApply();

        ConfigMap now = client.resource(map("applied")).get();
        assertThat(now.getMetadata().getLabels()).containsEntry("team", "dba");
        assertThat(now.getData()).containsEntry("k", "w").containsEntry("theirs", "1");
        client.resource(now).delete();
    }

    @Test
    void aPodNeedsItsServiceAccount() {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("stranger")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName("nobody")
                .withContainers(shell("true"))
                .endSpec()
                .build();

        assertRefused(() -> client.resource(pod).create(), 403, "Forbidden");
    }

    @Test
    void aServiceThatIsRefusedTakesNoAddress() {
        int moreThanThereAreAddresses = 300;
        for (int i = 0; i < moreThanThereAreAddresses; i++) {
            assertRefused(() -> client.resource(service("Wrongly_Named")).create(), 422, "Invalid");
        }

        Service taken = client.resource(service("addressed")).create();

        assertThat(taken.getSpec().getClusterIP()).startsWith("127.2.");
        client.resource(taken).delete();
    }

    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    @Test
    void aLabelledPodGetsItsWorkloadIdentity() {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("worker")
                        .withNamespace(NAMESPACE)
                        .addToAnnotations("azure.workload.identity/client-id", "the-client")
                        .endMetadata()
                        .build())
                .create();
        Job job = new JobBuilder(job("identity", "echo $AZURE_CLIENT_ID; cat $AZURE_FEDERATED_TOKEN_FILE"))
                .editSpec()
                .editTemplate()
                .withNewMetadata()
                .addToLabels("azure.workload.identity/use", "true")
                .endMetadata()
                .editSpec()
                .withServiceAccountName("worker")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        String log =
                client.pods().resource(podsOf(awaitEnd(run(job))).getFirst()).getLog();

        assertThat(log).startsWith("the-client\n");
        String claims = new String(
                Base64.getUrlDecoder().decode(log.lines().toList().getLast().split("\\.", 3)[1]),
                StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"sub\":\"system:serviceaccount:toygres-managed:worker\"")
                .contains("\"iss\":\"" + cluster.url() + "\"")
                .contains("api://AzureADTokenExchange");
    }

    @Test
    void anInformerSeesEveryObjectThoughManyAreMadeAtOnce() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (SharedIndexInformer<ConfigMap> informer = client.configMaps()
                .inNamespace("toygres-system")
                .withLabel("flood")
                .inform(new Names(seen))) {
            IntStream.range(0, 300).parallel().forEach(i -> client.resource(new ConfigMapBuilder(map("flood-" + i))
                            .editMetadata()
                            .withNamespace("toygres-system")
                            .addToLabels("flood", "yes")
                            .endMetadata()
                            .build())
                    .create());

            await(() -> seen.size() == 300);
            assertThat(informer.getStore().list()).hasSize(300);
        }
    }

    @Test
    void requestsFailWhenTheKnobSaysSo() throws Exception {
        control(
                "PUT",
                "/toygres-local/faults",
                "{\"api\":[{\"verb\":\"create\",\"resource\":\"secrets\",\"code\":429,\"share\":1}]}");
        String path = "/api/v1/namespaces/" + NAMESPACE + "/secrets";

        assertThat(control("POST", path, "{\"metadata\":{\"name\":\"never\"}}")).contains("TooManyRequests");

        control("DELETE", "/toygres-local/faults", "");
        assertThat(control("POST", path, "{\"metadata\":{\"name\":\"now\"}}")).contains("\"uid\"");
    }

    private record Names(Set<String> seen) implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            seen.add(map.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap now) {
            seen.add(now.getMetadata().getName());
        }

        @Override
        public void onDelete(ConfigMap map, boolean unknown) {
            seen.remove(map.getMetadata().getName());
        }
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToData("k", "v")
                .build();
    }

    private static void assertRefused(Runnable request, int code, String reason) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(request::run)
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code))
                .satisfies(
                        refusal -> assertThat(refusal.getStatus().getReason()).isEqualTo(reason));
    }
}
