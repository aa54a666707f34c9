package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that several others need. The cluster removes one with the last of its owners
 * (https://kubernetes.io/docs/concepts/architecture/garbage-collection/), so nobody has to count.
 */
public final class SharedObjects {

    private SharedObjects() {}

    /**
     * Creates the object unless it is there, and makes it stay as long as this owner. Does nothing the second time.
     *
     * @param owner as the cluster returned it, of the same namespace
     * @throws io.toygres.contract.TerminalException as {@link OwnedObjects#ensure}
     */
    public static void ensureFor(KubernetesClient client, HasMetadata owner, HasMetadata shared) {
        OwnerReference reference = new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build();
        // It has its first owner from the start, so that whoever is broken off here leaves nothing that belongs to
        // nobody.
        HasMetadata owned = client.getKubernetesSerialization().clone(shared);
        owned.getMetadata().setOwnerReferences(List.of(reference));
        while (!addOwner(client, OwnedObjects.ensure(client, owned), reference)) {
            // Somebody else was faster, with an owner of theirs: looks again.
        }
    }

    /** @return false when the object has changed, or gone with its last owner, since it was read */
    private static boolean addOwner(KubernetesClient client, HasMetadata found, OwnerReference owner) {
        if (found.hasOwnerReferenceFor(owner.getUid())) {
            return true;
        }
        List<OwnerReference> owners = new ArrayList<>(found.getMetadata().getOwnerReferences());
        owners.add(owner);
        found.getMetadata().setOwnerReferences(owners);
        try {
            // Refused when the object has another resourceVersion by now.
            client.resource(found).update();
            return true;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND -> false;
                default -> throw e;
            };
        }
    }
}
