package io.toygres.localcluster.store;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Optional;

/**
 * Every kind that the API serves. PodDisruptionBudgets, ClusterRoles and their bindings are kept but nothing enforces them; a kind that is not listed here answers 404, as a resource does that a cluster does not have.
 */
public final class ResourceTypes {
    public static final ResourceType<Namespace> NAMESPACES =
            cluster("", "Namespace", "namespaces", true, List.of("ns"), Namespace.class);
    public static final ResourceType<Node> NODES = cluster("", "Node", "nodes", true, List.of("no"), Node.class);
    public static final ResourceType<PersistentVolume> PERSISTENT_VOLUMES =
            cluster("", "PersistentVolume", "persistentvolumes", true, List.of("pv"), PersistentVolume.class);
    public static final ResourceType<Pod> PODS = namespaced("", "Pod", "pods", true, List.of("po"), Pod.class);
    public static final ResourceType<Service> SERVICES =
            namespaced("", "Service", "services", true, List.of("svc"), Service.class);
    public static final ResourceType<ConfigMap> CONFIG_MAPS =
            namespaced("", "ConfigMap", "configmaps", false, List.of("cm"), ConfigMap.class);
    public static final ResourceType<Secret> SECRETS =
            namespaced("", "Secret", "secrets", false, List.of(), Secret.class);
    public static final ResourceType<ServiceAccount> SERVICE_ACCOUNTS =
            namespaced("", "ServiceAccount", "serviceaccounts", false, List.of("sa"), ServiceAccount.class);
    public static final ResourceType<PersistentVolumeClaim> PERSISTENT_VOLUME_CLAIMS = namespaced(
            "", "PersistentVolumeClaim", "persistentvolumeclaims", true, List.of("pvc"), PersistentVolumeClaim.class);
    public static final ResourceType<Event> EVENTS =
            namespaced("", "Event", "events", false, List.of("ev"), Event.class);
    public static final ResourceType<StatefulSet> STATEFUL_SETS =
            namespaced("apps", "StatefulSet", "statefulsets", true, List.of("sts"), StatefulSet.class);
    public static final ResourceType<Job> JOBS = namespaced("batch", "Job", "jobs", true, List.of(), Job.class);
    public static final ResourceType<StorageClass> STORAGE_CLASSES =
            cluster("storage.k8s.io", "StorageClass", "storageclasses", false, List.of("sc"), StorageClass.class);
    public static final ResourceType<NetworkPolicy> NETWORK_POLICIES = namespaced(
            "networking.k8s.io", "NetworkPolicy", "networkpolicies", false, List.of("netpol"), NetworkPolicy.class);
    private static final String RBAC = "rbac.authorization.k8s.io";
    public static final ResourceType<Role> ROLES = namespaced(RBAC, "Role", "roles", false, List.of(), Role.class);
    public static final ResourceType<RoleBinding> ROLE_BINDINGS =
            namespaced(RBAC, "RoleBinding", "rolebindings", false, List.of(), RoleBinding.class);

    public static final List<ResourceType<?>> ALL = List.of(
            NAMESPACES,
            NODES,
            PERSISTENT_VOLUMES,
            PODS,
            SERVICES,
            CONFIG_MAPS,
            SECRETS,
            SERVICE_ACCOUNTS,
            PERSISTENT_VOLUME_CLAIMS,
            EVENTS,
            STATEFUL_SETS,
            JOBS,
            STORAGE_CLASSES,
            NETWORK_POLICIES,
            namespaced(
                    "policy",
                    "PodDisruptionBudget",
                    "poddisruptionbudgets",
                    true,
                    List.of("pdb"),
                    PodDisruptionBudget.class),
            ROLES,
            ROLE_BINDINGS,
            cluster(RBAC, "ClusterRole", "clusterroles", false, List.of(), ClusterRole.class),
            cluster(RBAC, "ClusterRoleBinding", "clusterrolebindings", false, List.of(), ClusterRoleBinding.class));

    private ResourceTypes() {}

    public static Optional<ResourceType<?>> find(String group, String version, String plural) {
        for (ResourceType<?> type : ALL) {
            if (type.group().equals(group)
                    && type.version().equals(version)
                    && type.plural().equals(plural)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type of an owner reference, or empty for a kind that is not served. */
    public static Optional<ResourceType<?>> ofKind(String apiVersion, String kind) {
        for (ResourceType<?> type : ALL) {
            if (type.apiVersion().equals(apiVersion) && type.kind().equals(kind)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static <T extends HasMetadata> ResourceType<T> namespaced(
            String group, String kind, String plural, boolean status, List<String> shortNames, Class<T> model) {
        return new ResourceType<>(group, "v1", kind, plural, true, status, shortNames, model);
    }

    private static <T extends HasMetadata> ResourceType<T> cluster(
            String group, String kind, String plural, boolean status, List<String> shortNames, Class<T> model) {
        return new ResourceType<>(group, "v1", kind, plural, false, status, shortNames, model);
    }
}
