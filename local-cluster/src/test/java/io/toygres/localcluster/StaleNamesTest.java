package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StaleNamesTest extends ClusterTest {
    private static final String KNOBS = "/toygres-local/faults";

    private int strangers;

    @Test
    void aNameThatIsMadeAgainLeadsToAStrangerAsLongAsTheKnobSays() throws Exception {
        control("PUT", KNOBS, "{\"stale_dns\": [{\"name\": \"again-*\", \"stale_ms\": 3600000}]}");
        String former = expose("again-one");
        awaitName(former, "again-one");

        client.services().inNamespace(NAMESPACE).withName("again-one").delete();
        awaitAStrangerAt(former);
        String own = expose("again-one");

        assertThat(own).isNotEqualTo(former);
        awaitName(expose("later"), "later");
        assertThat(hosts())
                .contains(former + " again-one.toygres.test\n", former + " stranger-" + strangers + ".toygres.test\n");
        control("PUT", KNOBS, "{\"stale_dns\": []}");
        awaitName(own, "again-one");
    }

    @Test
    void aDeletedNameGoesOnForTheTimeThatTheKnobSays() throws Exception {
        control("PUT", KNOBS, "{\"stale_dns\": [{\"name\": \"gone\", \"stale_ms\": 500}]}");
        String former = expose("gone");
        awaitName(former, "gone");

        client.services().inNamespace(NAMESPACE).withName("gone").delete();

        awaitName(former, "gone");
        await(() -> !hosts().contains(" gone.toygres.test"));
    }

    /** The address is free a moment after its Service is gone. */
    private void awaitAStrangerAt(String address) throws Exception {
        await(() -> expose("stranger-" + ++strangers).equals(address));
    }

    private void awaitName(String address, String label) throws Exception {
        await(() -> hosts().contains(address + " " + label + ".toygres.test\n"));
    }

    private String hosts() throws Exception {
        return Files.readString(cluster.hostsFile());
    }

    /** @return the address that the name's new load balancer has got */
    private String expose(String name) {
        Service service = client.resource(balancer(name)).create();
        return client.resource(service)
                .waitUntilCondition(
                        now -> !now.getStatus().getLoadBalancer().getIngress().isEmpty(),
                        PATIENCE.toSeconds(),
                        TimeUnit.SECONDS)
                .getStatus()
                .getLoadBalancer()
                .getIngress()
                .getFirst()
                .getIp();
    }

    private static Service balancer(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .addToAnnotations("service.beta.kubernetes.io/azure-dns-label-name", name)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addNewPort()
                .withPort(5432)
                .endPort()
                .endSpec()
                .build();
    }
}
