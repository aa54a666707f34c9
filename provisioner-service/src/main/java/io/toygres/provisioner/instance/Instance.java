package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.OperationId;
import io.toygres.kubernetes.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the builders of an instance's objects work from.
 *
 * @param operationId the operation that makes the objects; a label on each, so that their changes wake it
 * @param sourceImage the image that the data comes from; the server must not start on anything else. Absent: an empty instance
 */
public record Instance(InstanceSpec spec, OperationId operationId, Optional<ImageId> sourceImage, String namespace) {

    /** Component of the StatefulSet, its pod and the Service. */
    public static final String SERVER = "server";

    /** The container of the pod that runs the server. */
    public static final String SERVER_CONTAINER = "postgres";

    public InstanceNames names() {
        return InstanceNames.of(spec.name(), spec.instanceId());
    }

    /** Name, namespace and labels of one object of the instance. */
    public ObjectMeta metadata(String objectName, String component) {
        return new ObjectMetaBuilder()
                .withName(objectName)
                .withNamespace(namespace)
                .withLabels(labels(component))
                .build();
    }

    /** The labels of every object of one component, as the instance's and the operation's. */
    public Map<String, String> labels(String component) {
        Map<String, String> labels = new LinkedHashMap<>(selector(component));
        labels.put(Labels.NAME, Labels.TOYGRES);
        labels.put(Labels.INSTANCE, names().statefulSet());
        labels.put(Labels.MANAGED_BY, Labels.TOYGRES);
        labels.put(Labels.IMAGE_TYPE, spec.imageType().wireName());
        labels.put(Labels.OPERATION_ID, operationId.toString());
        return labels;
    }

    /** The labels that never change, by which StatefulSet and Service find the pod. */
    Map<String, String> selector(String component) {
        Map<String, String> selector = new LinkedHashMap<>();
        selector.put(Labels.COMPONENT, component);
        selector.put(Labels.INSTANCE_ID, spec.instanceId().toString());
        return selector;
    }
}
