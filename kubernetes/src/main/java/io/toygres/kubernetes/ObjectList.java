package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every object of ours of a kind, read page by page to the end. */
public final class ObjectList {

    /** What {@code kubectl} asks for at once (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks). */
    private static final long PAGE = 500;

    private ObjectList() {}

    /**
     * @param label that they carry, with whatever value
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when one page fails, for instance because the list expired (410)
     */
    public static <T extends HasMetadata> List<T> of(
            KubernetesClient client, Class<T> kind, String namespace, String label) {
        List<T> objects = new ArrayList<>();
        String next = null;
        do {
            KubernetesResourceList<T> page = page(client, kind, namespace, label, next);
            objects.addAll(page.getItems());
            next = page.getMetadata().getContinue();
        } while (next != null && !next.isEmpty());
        return objects;
    }

    private static <T extends HasMetadata> KubernetesResourceList<T> page(
            KubernetesClient client, Class<T> kind, String namespace, String label, @Nullable String from) {
        return client.resources(kind)
                .inNamespace(namespace)
                .list(new ListOptionsBuilder()
                        .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.TOYGRES + "," + label)
                        .withLimit(PAGE)
                        .withContinue(from)
                        .build());
    }
}
