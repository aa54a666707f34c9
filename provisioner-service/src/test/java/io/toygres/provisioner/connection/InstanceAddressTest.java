package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceAddressTest {

    private static final Optional<String> SUFFIX = Optional.of("westeurope.cloudapp.azure.com");

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_DNS, orders-db.westeurope.cloudapp.azure.com, 20.1.2.3",
        "LOAD_BALANCER_IP, 20.1.2.3, 20.1.2.3",
        "CLUSTER_DNS, orders-00000000-svc.toygres-managed.svc.cluster.test, 10.0.0.7",
        "CLUSTER_IP, 10.0.0.7, 10.0.0.7",
        "POD_EXEC, orders-00000000-svc.toygres-managed.svc.cluster.test, 10.0.0.7"
    })
    void isWhatUsersOfAPublicInstanceConnectTo(AddressKind kind, String host, String own) {
        var addresses = new InstanceAddress(kind, SUFFIX, "cluster.test");
        assertThat(addresses.of(instance(false), service("LoadBalancer")))
                .contains(new Address(host, 5432, List.of(own)));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_DNS, orders-00000000-svc.toygres-managed.svc.cluster.test",
        "LOAD_BALANCER_IP, 10.0.0.7",
        "CLUSTER_DNS, orders-00000000-svc.toygres-managed.svc.cluster.test",
        "CLUSTER_IP, 10.0.0.7",
        "POD_EXEC, orders-00000000-svc.toygres-managed.svc.cluster.test"
    })
    void staysInTheClusterForAnInternalInstance(AddressKind kind, String host) {
        var addresses = new InstanceAddress(kind, SUFFIX, "cluster.test");
        assertThat(addresses.of(instance(true), service("ClusterIP")))
                .contains(new Address(host, 5432, List.of("10.0.0.7")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_DNS, false",
        "LOAD_BALANCER_IP, false",
        "CLUSTER_DNS, true",
        "CLUSTER_IP, true",
        "POD_EXEC, true"
    })
    void waitsForALoadBalancerOnlyWhenUsersConnectToIt(AddressKind kind, boolean present) {
        Service pending = service("LoadBalancer").edit().withStatus(null).build();
        assertThat(new InstanceAddress(kind, SUFFIX, "cluster.test")
                        .of(instance(false), pending)
                        .isPresent())
                .isEqualTo(present);
    }

    @Test
    void refusesPublicNamesWithoutASuffix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InstanceAddress(AddressKind.PUBLIC_DNS, Optional.empty(), "cluster.test"));
    }

    @Test
    void putsAnIpv6AddressInBrackets() {
        assertThat(new Address("fd00::7", 5432, List.of())).hasToString("[fd00::7]:5432");
    }

    private static InstanceSpec instance(boolean internal) {
        return new InstanceSpec(
                InstanceId.parse("00000000-0000-4000-8000-000000000001"),
                "orders",
                ImageType.STOCK,
                new PostgresVersion(15),
                10,
                internal,
                internal ? null : "orders-db",
                null);
    }

    private static Service service(String type) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("orders-00000000-svc")
                .withNamespace("toygres-managed")
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .withClusterIP("10.0.0.7")
                .endSpec()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("20.1.2.3")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
    }
}
