package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1LimitRange;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1ResourceQuota;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1StorageClass;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an API server checks before it takes an object: fields that exist, values of the right type, what must be there. */
final class StrictObjects {
    /** Custom resources, whose schemas are not in the client: the fields of their spec that we may use. */
    private static final Map<String, Set<String>> CUSTOM = Map.of(
            "secrets-store.csi.x-k8s.io/v1 SecretProviderClass", Set.of("provider", "parameters", "secretObjects"),
            "keda.sh/v1alpha1 ScaledObject",
                    Set.of("scaleTargetRef", "minReplicaCount", "maxReplicaCount", "cooldownPeriod", "triggers"),
            "keda.sh/v1alpha1 TriggerAuthentication", Set.of("secretTargetRef"),
            "kafka.strimzi.io/v1beta2 Kafka", Set.of("kafka", "entityOperator"),
            "kafka.strimzi.io/v1beta2 KafkaNodePool", Set.of("replicas", "roles", "storage", "resources"),
            "kafka.strimzi.io/v1beta2 KafkaTopic", Set.of("partitions", "replicas", "config"),
            "kafka.strimzi.io/v1beta2 KafkaUser", Set.of("authentication", "authorization"),
            "monitoring.coreos.com/v1 PrometheusRule", Set.of("groups"),
            "monitoring.coreos.com/v1 PodMonitor", Set.of("selector", "podMetricsEndpoints", "namespaceSelector"));

    private StrictObjects() {}

    static void check(Manifest object) throws IOException {
        String type = object.json().path("apiVersion").asText() + " " + object.kind();
        if (CUSTOM.containsKey(type)) {
            List<String> fields =
                    object.spec().propertyStream().map(Map.Entry::getKey).toList();
            assertThat(fields).as("%s", object).isNotEmpty().isSubsetOf(CUSTOM.get(type));
        } else {
            validate(type, JsonParser.parseString(object.json().toString()));
        }
    }

    private static void validate(String type, JsonElement json) throws IOException {
        switch (type) {
            case "v1 Namespace" -> V1Namespace.validateJsonElement(json);
            case "v1 ServiceAccount" -> V1ServiceAccount.validateJsonElement(json);
            case "v1 ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            case "v1 Secret" -> V1Secret.validateJsonElement(json);
            case "v1 Service" -> V1Service.validateJsonElement(json);
            case "v1 ResourceQuota" -> V1ResourceQuota.validateJsonElement(json);
            case "v1 LimitRange" -> V1LimitRange.validateJsonElement(json);
            case "apps/v1 Deployment" -> V1Deployment.validateJsonElement(json);
            case "apps/v1 StatefulSet" -> V1StatefulSet.validateJsonElement(json);
            case "batch/v1 Job" -> V1Job.validateJsonElement(json);
            case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
            case "rbac.authorization.k8s.io/v1 Role" -> V1Role.validateJsonElement(json);
            case "rbac.authorization.k8s.io/v1 RoleBinding" -> V1RoleBinding.validateJsonElement(json);
            case "networking.k8s.io/v1 NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            case "networking.k8s.io/v1 Ingress" -> V1Ingress.validateJsonElement(json);
            case "storage.k8s.io/v1 StorageClass" -> V1StorageClass.validateJsonElement(json);
            default -> throw new AssertionError("no strict form of " + type + " is known here");
        }
    }
}
