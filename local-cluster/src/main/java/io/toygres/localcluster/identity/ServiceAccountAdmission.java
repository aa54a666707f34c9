package io.toygres.localcluster.identity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;

/**
 * Refuses pods whose service account does not exist. Unlike a real cluster's it mounts no token for the Kubernetes API into
 * pods: nothing here runs in a pod and talks to it.
 */
public final class ServiceAccountAdmission implements Admission.Plugin {
    private final ObjectStore store;

    public ServiceAccountAdmission(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        if (object instanceof Pod pod && pod.getSpec() != null) {
            String account = pod.getSpec().getServiceAccountName();
            ObjectKey wanted = new ObjectKey(ResourceTypes.SERVICE_ACCOUNTS, key.namespace(), account);
            if (store.get(wanted).isEmpty()) {
                throw ApiException.forbidden(
                        key,
                        "error looking up service account " + key.namespace() + "/" + account + ": serviceaccount \""
                                + account + "\" not found");
            }
        }
    }
}
