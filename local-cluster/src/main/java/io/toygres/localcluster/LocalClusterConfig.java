package io.toygres.localcluster;

import io.toygres.localcluster.fault.Faults;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.localcluster.identity.WorkloadIdentityWebhook.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a cluster is set up.
 *
 * @param directory the cluster's own: volumes, pods, {@code kubeconfig}, {@code hosts}. What an earlier one left there goes on.
 * @param port of the API on 127.0.0.1; 0 for any free one
 * @param dnsSuffix of the names that load balancers get by their DNS label
 * @param postgresRoot a directory per major version of PostgreSQL
 * @param tools files and folders of this machine that tools images have below {@code /opt/toygres}, by their place there; programs lie in
 *     {@code bin/}
 * @param tenant what the workload identity webhook puts into pods
 * @param jobBackoff before a Job's first retry; doubles up to ten minutes
 * @param crashBackoff before a container's second restart; doubles up to five minutes
 * @param faults the knobs as they stand at the start, and after a reset
 * @param namespaces that exist from the start, besides {@code default} and {@code kube-system}
 */
public record LocalClusterConfig(
        Path directory,
        int port,
        String dnsSuffix,
        Path postgresRoot,
        Map<String, Path> tools,
        Tenant tenant,
        Duration jobBackoff,
        Duration crashBackoff,
        Faults faults,
        List<String> namespaces) {
    private static final Duration USUAL_BACKOFF = Duration.ofSeconds(10);
    private static final Duration USUAL_DNS_DELAY = Duration.ofMillis(300);

    public LocalClusterConfig {
        namespaces = List.copyOf(namespaces);
        tools = Map.copyOf(tools);
    }

    /** Everything as Kubernetes and Debian have it, at a free port. */
    public static LocalClusterConfig in(Path directory) {
        return new LocalClusterConfig(
                directory,
                0,
                "toygres.test",
                Path.of("/usr/lib/postgresql"),
                Map.of(),
                new Tenant("00000000-0000-0000-0000-000000000000", "https://login.microsoftonline.com/"),
                USUAL_BACKOFF,
                USUAL_BACKOFF,
                new Faults(List.of(), USUAL_DNS_DELAY, List.of(), Duration.ZERO, TokenFault.VALID, List.of()),
                List.of("toygres-managed", "toygres-system"));
    }

    public LocalClusterConfig withPort(int value) {
        return new LocalClusterConfig(
                directory, value, dnsSuffix, postgresRoot, tools, tenant, jobBackoff, crashBackoff, faults, namespaces);
    }

    public LocalClusterConfig withTools(Map<String, Path> value) {
        return new LocalClusterConfig(
                directory, port, dnsSuffix, postgresRoot, value, tenant, jobBackoff, crashBackoff, faults, namespaces);
    }

    /** @param authorityHost with a slash at its end, as {@code https://login.microsoftonline.com/} */
    public LocalClusterConfig withTenant(String id, String authorityHost) {
        return new LocalClusterConfig(
                directory,
                port,
                dnsSuffix,
                postgresRoot,
                tools,
                new Tenant(id, authorityHost),
                jobBackoff,
                crashBackoff,
                faults,
                namespaces);
    }

    /** Both back-offs; tests have no ten seconds to spare. */
    public LocalClusterConfig withBackoff(Duration value) {
        return new LocalClusterConfig(
                directory, port, dnsSuffix, postgresRoot, tools, tenant, value, value, faults, namespaces);
    }

    public LocalClusterConfig withFaults(Faults value) {
        return new LocalClusterConfig(
                directory, port, dnsSuffix, postgresRoot, tools, tenant, jobBackoff, crashBackoff, value, namespaces);
    }
}
