package io.toygres.localcluster.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses pods whose service account does not exist, and mounts the account's token into the containers of the others unless pod
 * or account say {@code automountServiceAccountToken: false}. See
 * <a href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#serviceaccount">its documentation</a>.
 */
public final class ServiceAccountAdmission implements Admission.Plugin {
    private static final String VOLUME = "kube-api-access";
    private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** As the real plugin's: an hour and a little more. */
    private static final long SECONDS = 3607;

    private final ObjectStore store;

    public ServiceAccountAdmission(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        if (!(object instanceof Pod pod) || pod.getSpec() == null) {
            return;
        }
        String name = pod.getSpec().getServiceAccountName();
        ObjectKey wanted = new ObjectKey(ResourceTypes.SERVICE_ACCOUNTS, key.namespace(), name);
        JsonNode account = store.get(wanted)
                .orElseThrow(() -> ApiException.forbidden(
                        key,
                        "error looking up service account " + key.namespace() + "/" + name + ": serviceaccount \""
                                + name + "\" not found"));
        Boolean wish = pod.getSpec().getAutomountServiceAccountToken();
        if (wish == null ? account.path("automountServiceAccountToken").asBoolean(true) : wish) {
            mountToken(pod.getSpec());
        }
    }

    private static void mountToken(PodSpec spec) {
        List<Volume> volumes = new ArrayList<>(spec.getVolumes());
        volumes.add(tokenVolume());
        spec.setVolumes(volumes);
        Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .forEach(container -> TokenMount.add(container, VOLUME, MOUNT_PATH));
    }

    private static Volume tokenVolume() {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewProjected()
                .withDefaultMode(0644)
                .addNewSource()
                .withNewServiceAccountToken()
                .withExpirationSeconds(SECONDS)
                .withPath("token")
                .endServiceAccountToken()
                .endSource()
                .endProjected()
                .build();
    }
}
