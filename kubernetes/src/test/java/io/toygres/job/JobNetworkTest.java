package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobNetworkTest {

    private static final Job JOB = new JobBuilder()
            .withNewMetadata()
            .withName("backup-1")
            .withNamespace("managed")
            .addToLabels("some", "label")
            .endMetadata()
            .build();

    @Test
    void letsNobodyInAndTheJobsOwnPodsOut() {
        NetworkPolicy policy = JobNetwork.policy(JOB, settings(Optional.empty()));

        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(Map.of("batch.kubernetes.io/job-name", "backup-1"));
        assertThat(policy.getMetadata().getLabels()).isEqualTo(Map.of("some", "label"));
    }

    @Test
    void leavesThePublicAddressesAtPort443ButNoPrivateOnesAndNoMetadataEndpoint() {
        NetworkPolicyEgressRule rule = storage(settings(Optional.empty()));

        assertThat(rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(443);
        assertThat(rule.getTo()).hasSize(1).first().satisfies(peer -> {
            assertThat(peer.getIpBlock().getCidr()).isEqualTo("0.0.0.0/0");
            assertThat(peer.getIpBlock().getExcept())
                    .contains("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32");
        });
    }

    @Test
    void leavesAProxyAloneWhereThereIsOne() {
        NetworkPolicyEgressRule rule = storage(settings(Optional.of(URI.create("http://127.0.0.1:3128"))));

        assertThat(rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(3128);
        assertThat(rule.getTo()).extracting(peer -> peer.getIpBlock().getCidr()).containsExactly("127.0.0.1/32");
        assertThat(storage(settings(Optional.of(URI.create("http://proxy"))))).satisfies(named -> {
            assertThat(named.getTo()).isEmpty();
            assertThat(named.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactly(80);
        });
    }

    @Test
    void leadsABackupToItsSourceAlone() {
        NetworkPolicy policy =
                JobNetwork.policyWithSource(JOB, settings(Optional.empty()), Map.of("instance", "one"), 5432);

        assertThat(policy.getSpec().getEgress()).hasSize(3).last().satisfies(rule -> {
            assertThat(rule.getTo())
                    .extracting(peer -> peer.getPodSelector().getMatchLabels())
                    .containsExactly(Map.of("instance", "one"));
            assertThat(rule.getTo())
                    .extracting(peer -> peer.getNamespaceSelector())
                    .containsOnlyNulls();
            assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getIntVal())
                    .containsExactly(5432);
        });
    }

    @Test
    void takesForAnExceptionOnlyWhatLiesWithinARange() {
        assertThat(new Cidr("0.0.0.0/0").contains(new Cidr("10.0.0.0/8"))).isTrue();
        assertThat(new Cidr("10.0.0.0/8").contains(new Cidr("10.0.0.0/8"))).isFalse();
        assertThat(new Cidr("10.1.2.3/32").contains(new Cidr("10.0.0.0/8"))).isFalse();
        assertThat(new Cidr("20.38.0.0/16").contains(new Cidr("168.63.129.16/32")))
                .isFalse();
        assertThat(new Cidr("168.0.0.0/6").contains(new Cidr("168.63.129.16/32")))
                .isTrue();
        assertThat(new Cidr("2603:1020::/32").contains(new Cidr("10.0.0.0/8"))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr("10.0.0.1"));
    }

    private static NetworkPolicyEgressRule storage(JobSettings settings) {
        List<NetworkPolicyEgressRule> rules =
                JobNetwork.policy(JOB, settings).getSpec().getEgress();
        assertThat(rules).hasSize(2);
        return rules.getLast();
    }

    private static JobSettings settings(Optional<URI> proxy) {
        return new TestJobSettings(proxy, Optional.empty());
    }
}
