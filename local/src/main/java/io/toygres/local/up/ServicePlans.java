package io.toygres.local.up;

import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.PostgresPrograms;
import io.toygres.local.platform.PrivateCa;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of the services in a local system. */
record ServicePlans(
        Settings settings, LocalPostgres postgres, LocalKafka kafka, LocalAzure azure, WorkerKubeconfigs kubeconfigs) {

    List<ServicePlan> all() {
        return Stream.of(api(), image(), provisioner())
                .filter(plan -> settings.starts(plan.name()))
                .toList();
    }

    private ServicePlan api() {
        Map<String, String> own = common("cms");
        own.put("TOYGRES_KEYRING_FILE", settings.state().keyring().toString());
        own.put("TOYGRES_ADMIN_PASSWORD_FILE", settings.state().adminPassword().toString());
        own.put("TOYGRES_WORKERS_IMAGE_URL", settings.ports().url(ServerPort.IMAGE));
        own.put("TOYGRES_WORKERS_PROVISIONER_URL", settings.ports().url(ServerPort.PROVISIONER));
        // A receiver is a program of this machine, whose addresses nobody else has.
        own.put("TOYGRES_WEBHOOKS_ALLOW_HTTP", "true");
        own.put("TOYGRES_WEBHOOKS_ALLOWED_CIDRS", "127.0.0.1/32");
        own.put("TOYGRES_WEBHOOKS_PORTS", "443,1024-65535");
        if (settings.kubeconfig().isEmpty()) {
            own.put("TOYGRES_POSTGRES_VERSIONS", installedVersions());
        }
        return new ServicePlan("api-service", ServerPort.API, ServerPort.API_MANAGEMENT, "192m", own);
    }

    private ServicePlan image() {
        Map<String, String> own = worker("image", kubeconfigs.image());
        own.putAll(azure.identityEnvironment());
        own.put("TOYGRES_BLOB_HTTPS_PROXY", azure.proxy().url());
        own.put("TOYGRES_BLOB_CA_FILE", azure.ca().certificate().toString());
        return new ServicePlan("image-service", ServerPort.IMAGE, ServerPort.IMAGE_MANAGEMENT, "256m", own);
    }

    private ServicePlan provisioner() {
        Map<String, String> own = worker("provisioner", kubeconfigs.provisioner());
        PrivateCa authority = settings.state().instanceAuthority();
        own.put("TOYGRES_CA_CERTIFICATES_FILE", authority.certificate().toString());
        own.put("TOYGRES_CA_KEY_FILE", authority.key().toString());
        own.put("TOYGRES_KEYRING_FILE", settings.state().keyring().toString());
        if (settings.kubeconfig().isPresent()) {
            // The kubeconfig is the only way that is known to lead from this machine to an instance.
            own.put("TOYGRES_TEST_CONNECTION_ADDRESS", "pod-exec");
        } else {
            own.put("TOYGRES_DNS_SUFFIX", Cluster.DNS_SUFFIX);
        }
        return new ServicePlan(
                "provisioner-service", ServerPort.PROVISIONER, ServerPort.PROVISIONER_MANAGEMENT, "256m", own);
    }

    private Map<String, String> common(String role) {
        return new HashMap<>(Map.of(
                "TOYGRES_DATABASE_URL", postgres.url(),
                "QUARKUS_DATASOURCE_USERNAME", role,
                "QUARKUS_DATASOURCE_PASSWORD", postgres.password(role),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "TOYGRES_COMMAND_KEYS_FILE", settings.state().commandKeys().toString(),
                // Five minutes and more: on a busy machine a first connection may outlast the pool's time-out for it.
                "QUARKUS_FLYWAY_CONNECT_RETRIES", "60",
                "QUARKUS_FLYWAY_CONNECT_RETRIES_INTERVAL", "5S"));
    }

    private Map<String, String> worker(String role, Path kubeconfig) {
        Map<String, String> own = common(role);
        own.put("KUBECONFIG", kubeconfig.toString());
        own.put("TOYGRES_BLOB_CONTAINER_URL", LocalAzure.CONTAINER_URL);
        own.put("TOYGRES_JOBS_HTTPS_PROXY", azure.proxy().url());
        own.put("TOYGRES_JOBS_CA_FILE", azure.ca().certificate().toString());
        if (settings.kubeconfig().isPresent()) {
            // No webhook is known to be there: the Jobs bring their identity themselves.
            own.put("TOYGRES_WORKLOAD_IDENTITY_CLIENT_ID", LocalAzure.CLIENT_ID);
            own.put("TOYGRES_WORKLOAD_IDENTITY_TENANT_ID", LocalAzure.TENANT_ID);
            own.put("TOYGRES_WORKLOAD_IDENTITY_AUTHORITY_HOST", LocalAzure.AUTHORITY_HOST);
        }
        return own;
    }

    /** The stand-in runs containers from this machine's programs, so it can offer no others. */
    private static String installedVersions() {
        return PostgresPrograms.installedMajors().stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
