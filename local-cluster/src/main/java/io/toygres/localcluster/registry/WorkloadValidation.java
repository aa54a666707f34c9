package io.toygres.localcluster.registry;

import static io.toygres.localcluster.registry.Validation.require;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.toygres.localcluster.store.ObjectKey;
import java.util.Map;
import java.util.Set;

/** Jobs, StatefulSets, Services and claims. */
final class WorkloadValidation {
    private static final Set<String> ACCESS_MODES =
            Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
    private static final Set<String> SERVICE_TYPES = Set.of("ClusterIP", "NodePort", "LoadBalancer");

    private WorkloadValidation() {}

    static void job(ObjectKey key, Job job) {
        JobSpec spec = job.getSpec();
        require(spec != null, key, "spec: Required value");
        Validation.template(key, spec.getTemplate());
        String policy = spec.getTemplate().getSpec().getRestartPolicy();
        require(
                !policy.equals("Always"),
                key,
                "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\","
                        + " \"Never\"");
        require(
                spec.getParallelism() <= 1 && spec.getCompletions() <= 1 && !spec.getSuspend(),
                key,
                "spec: Forbidden: this cluster runs Jobs of one completion that are not suspended");
        if (spec.getPodFailurePolicy() != null) {
            require(policy.equals("Never"), key, "spec.podFailurePolicy: needs restartPolicy Never");
            spec.getPodFailurePolicy().getRules().forEach(rule -> rule(key, rule));
        }
    }

    private static void rule(ObjectKey key, PodFailurePolicyRule rule) {
        String at = "spec.podFailurePolicy.rules";
        require(
                Set.of("FailJob", "Ignore", "Count").contains(rule.getAction() == null ? "" : rule.getAction()),
                key,
                at + ".action: Unsupported value: \"" + rule.getAction() + "\"");
        boolean conditions = !rule.getOnPodConditions().isEmpty();
        require(
                conditions != (rule.getOnExitCodes() != null),
                key,
                at + ": specifying exactly one of onExitCodes and onPodConditions is required");
        if (rule.getOnExitCodes() != null) {
            require(
                    !rule.getOnExitCodes().getValues().isEmpty(),
                    key,
                    at + ".onExitCodes.values: at least one is required");
            require(
                    Set.of("In", "NotIn").contains(rule.getOnExitCodes().getOperator()),
                    key,
                    at + ".onExitCodes.operator: Unsupported value");
        }
    }

    static void statefulSet(ObjectKey key, StatefulSet set) {
        StatefulSetSpec spec = set.getSpec();
        require(spec != null && spec.getSelector() != null, key, "spec.selector: Required value");
        Validation.template(key, spec.getTemplate());
        require(
                spec.getTemplate().getSpec().getRestartPolicy().equals("Always"),
                key,
                "spec.template.spec.restartPolicy: Unsupported value: supported values: \"Always\"");
        Map<String, String> labels = spec.getTemplate().getMetadata().getLabels();
        Map<String, String> wanted = spec.getSelector().getMatchLabels();
        require(
                wanted != null && labels != null && labels.entrySet().containsAll(wanted.entrySet()),
                key,
                "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`");
        require(
                spec.getVolumeClaimTemplates().isEmpty(),
                key,
                "spec.volumeClaimTemplates: Forbidden: this cluster takes claims by name only");
    }

    static void service(ObjectKey key, Service service) {
        require(service.getSpec() != null, key, "spec: Required value");
        boolean headless = "None".equals(service.getSpec().getClusterIP());
        require(headless || !service.getSpec().getPorts().isEmpty(), key, "spec.ports: Required value");
        require(
                SERVICE_TYPES.contains(service.getSpec().getType()),
                key,
                "spec.type: Unsupported value: \"" + service.getSpec().getType() + "\"");
        for (ServicePort port : service.getSpec().getPorts()) {
            Integer number = port.getPort();
            require(
                    number != null && number > 0 && number < 65536,
                    key,
                    "spec.ports.port: Invalid value: " + number + ": must be between 1 and 65535, inclusive");
            require(
                    service.getSpec().getPorts().size() == 1 || port.getName() != null,
                    key,
                    "spec.ports.name: Required value");
        }
    }

    static void claim(ObjectKey key, PersistentVolumeClaim claim) {
        PersistentVolumeClaimSpec spec = claim.getSpec();
        require(
                spec != null && !spec.getAccessModes().isEmpty(),
                key,
                "spec.accessModes: Required value: at least 1 access mode is required");
        require(
                ACCESS_MODES.containsAll(spec.getAccessModes()),
                key,
                "spec.accessModes: Unsupported value: " + spec.getAccessModes());
        require(
                spec.getResources() != null
                        && spec.getResources().getRequests() != null
                        && spec.getResources().getRequests().containsKey("storage"),
                key,
                "spec.resources[storage]: Required value");
    }
}
