package io.toygres.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The NetworkPolicy of a Job's pods: in from nowhere, out to the cluster's DNS, to blob storage and its login (or the proxy that
 * leads there), and for a backup to its source. Pure: the same Job and settings make the same policy. Without a plugin that enforces
 * policies it does nothing, as everywhere (https://kubernetes.io/docs/concepts/services-networking/network-policies/).
 */
final class JobNetwork {

    private static final int HTTPS = 443;
    private static final int DNS = 53;
    private static final int PROXY = 80;

    /**
     * What lies within a wide range without being blob storage: private networks (RFC 1918, 6598), loopback, link-local addresses
     * with the metadata endpoint 169.254.169.254, and Azure's host agent
     * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
     */
    private static final List<Cidr> NEVER = List.of(
            new Cidr("10.0.0.0/8"),
            new Cidr("172.16.0.0/12"),
            new Cidr("192.168.0.0/16"),
            new Cidr("100.64.0.0/10"),
            new Cidr("127.0.0.0/8"),
            new Cidr("169.254.0.0/16"),
            new Cidr("168.63.129.16/32"));

    private JobNetwork() {}

    /** As {@link #policy}, with one more way: to the pods of the namespace that have these labels, at this port. */
    static NetworkPolicy policyWithSource(Job job, JobSettings settings, Map<String, String> labels, int port) {
        NetworkPolicyEgressRule source = new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewPodSelector()
                .withMatchLabels(new TreeMap<>(labels))
                .endPodSelector()
                .endTo()
                .withPorts(port("TCP", port))
                .build();
        return new NetworkPolicyBuilder(policy(job, settings))
                .editSpec()
                .addToEgress(source)
                .endSpec()
                .build();
    }

    /** Of the Job's name, namespace and labels. */
    static NetworkPolicy policy(Job job, JobSettings settings) {
        String name = job.getMetadata().getName();
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withNamespace(job.getMetadata().getNamespace())
                .withName(name)
                .withLabels(job.getMetadata().getLabels())
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels("batch.kubernetes.io/job-name", name)
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withEgress(dns(), storage(settings))
                .endSpec()
                .build();
    }

    /** These labels are the same in every distribution: k8s-app=kube-dns is CoreDNS's as well. */
    private static NetworkPolicyEgressRule dns() {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
                .endNamespaceSelector()
                .withNewPodSelector()
                .addToMatchLabels("k8s-app", "kube-dns")
                .endPodSelector()
                .endTo()
                .withPorts(port("UDP", DNS), port("TCP", DNS))
                .build();
    }

    private static NetworkPolicyEgressRule storage(JobSettings settings) {
        return settings.httpsProxy().map(JobNetwork::proxy).orElseGet(() -> new NetworkPolicyEgressRuleBuilder()
                .withTo(settings.storageCidrs().stream()
                        .map(cidr -> block(new Cidr(cidr)))
                        .toList())
                .withPorts(port("TCP", HTTPS))
                .build());
    }

    /** A policy knows addresses alone: a proxy that has a name may be at any address. */
    private static NetworkPolicyEgressRule proxy(URI proxy) {
        List<NetworkPolicyPeer> peers = new ArrayList<>();
        if (Cidr.isAddress(proxy.getHost())) {
            peers.add(block(new Cidr(proxy.getHost() + "/32")));
        }
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(peers)
                .withPorts(port("TCP", proxy.getPort() < 0 ? PROXY : proxy.getPort()))
                .build();
    }

    private static NetworkPolicyPeer block(Cidr cidr) {
        return new NetworkPolicyPeerBuilder()
                .withNewIpBlock()
                .withCidr(cidr.text())
                .withExcept(NEVER.stream()
                        .filter(never -> cidr.contains(never))
                        .map(Cidr::text)
                        .toList())
                .endIpBlock()
                .build();
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withNewPort(number)
                .build();
    }
}
