package io.toygres.provisioner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;

/** What an API server checks before it takes an object: known fields only, names and labels of valid form and length. */
public final class StrictObject {

    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

    private StrictObject() {}

    public static void check(HasMetadata object) {
        assertThat(object.getMetadata().getName()).matches(DNS_LABEL);
        checkLabels(object.getMetadata().getLabels());
        try {
            parse(object.getKind(), JsonParser.parseString(Serialization.asJson(object)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkLabels(Map<String, String> labels) {
        assertThat(labels).isNotEmpty().allSatisfy((key, value) -> assertThat(value)
                .matches(LABEL_VALUE));
    }

    private static void parse(String kind, JsonElement json) throws IOException {
        switch (kind) {
            case "PersistentVolumeClaim" -> V1PersistentVolumeClaim.validateJsonElement(json);
            case "Secret" -> V1Secret.validateJsonElement(json);
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(json);
            case "Service" -> V1Service.validateJsonElement(json);
            case "Job" -> V1Job.validateJsonElement(json);
            default -> throw new AssertionError("no strict form of " + kind + " is known here");
        }
    }
}
