package io.toygres.localcluster.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Azure's workload identity webhook does to a pod that is labelled for it: the environment and the token by which its
 * programs log in as the service account's Azure identity. What the pod sets itself stays. See
 * <a href="https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html">its
 * documentation</a>.
 */
public final class WorkloadIdentityWebhook implements Admission.Plugin {
    private static final String USE = "azure.workload.identity/use";
    private static final String CLIENT_ID = "azure.workload.identity/client-id";
    private static final String TENANT_ID = "azure.workload.identity/tenant-id";
    private static final String SKIP = "azure.workload.identity/skip-containers";
    private static final String VOLUME = "azure-identity-token";
    private static final String MOUNT_PATH = "/var/run/secrets/azure/tokens";
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    private final ObjectStore store;
    private final Tenant tenant;

    /**
     * The webhook's own configuration.
     *
     * @param authorityHost with a slash at its end, as {@code https://login.microsoftonline.com/}
     */
    public record Tenant(String id, String authorityHost) {}

    public WorkloadIdentityWebhook(ObjectStore store, Tenant tenant) {
        this.store = store;
        this.tenant = tenant;
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        if (!(object instanceof Pod pod)
                || pod.getSpec() == null
                || pod.getMetadata().getLabels() == null) {
            return;
        }
        if (!"true".equals(pod.getMetadata().getLabels().get(USE))) {
            return;
        }
        ObjectKey account = new ObjectKey(
                ResourceTypes.SERVICE_ACCOUNTS, key.namespace(), pod.getSpec().getServiceAccountName());
        JsonNode annotations = store.get(account)
                .map(found -> found.path("metadata").path("annotations"))
                .orElse(MissingNode.getInstance());
        if (!annotations.path(CLIENT_ID).asText().isEmpty()) {
            inject(pod, annotations);
        }
    }

    private void inject(Pod pod, JsonNode annotations) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AZURE_CLIENT_ID", annotations.path(CLIENT_ID).asText());
        environment.put("AZURE_TENANT_ID", annotations.path(TENANT_ID).asText(tenant.id()));
        environment.put("AZURE_FEDERATED_TOKEN_FILE", MOUNT_PATH + "/" + VOLUME);
        environment.put("AZURE_AUTHORITY_HOST", tenant.authorityHost());
        Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(container -> !skipped(pod).contains(container.getName()))
                .forEach(container -> inject(container, environment));
        List<Volume> volumes = new ArrayList<>(pod.getSpec().getVolumes());
        if (volumes.stream().noneMatch(volume -> volume.getName().equals(VOLUME))) {
            volumes.add(tokenVolume());
        }
        pod.getSpec().setVolumes(volumes);
    }

    /** Containers of the pod that get nothing: the annotation's value is their names with semicolons between them. */
    private static Set<String> skipped(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String names = annotations == null ? "" : annotations.getOrDefault(SKIP, "");
        return Arrays.stream(names.split(";", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private static void inject(Container container, Map<String, String> environment) {
        List<EnvVar> variables = new ArrayList<>(container.getEnv());
        environment.forEach((name, value) -> {
            Optional<EnvVar> own = variables.stream()
                    .filter(variable -> variable.getName().equals(name))
                    .findFirst();
            if (own.isEmpty()) {
                variables.add(new EnvVar(name, value, null));
            }
        });
        container.setEnv(variables);
        TokenMount.add(container, VOLUME, MOUNT_PATH);
    }

    private static Volume tokenVolume() {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewProjected()
                .withDefaultMode(0644)
                .addNewSource()
                .withNewServiceAccountToken()
                .withAudience(AUDIENCE)
                .withExpirationSeconds(3600L)
                .withPath(VOLUME)
                .endServiceAccountToken()
                .endSource()
                .endProjected()
                .build();
    }
}
