package io.toygres.image.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.io.IOException;
import java.util.Map;

/** What an API server checks before it takes an object: known fields of the right type, names and labels of valid form. */
final class StrictObject {

    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

    private StrictObject() {}

    static void check(HasMetadata object) throws IOException {
        assertThat(object.getMetadata().getName()).matches(DNS_LABEL);
        checkLabels(object.getMetadata().getLabels());
        JsonElement json = JsonParser.parseString(Serialization.asJson(object));
        switch (object.getKind()) {
            case "Job" -> V1Job.validateJsonElement(json);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            default -> throw new AssertionError("no strict form of " + object.getKind() + " is known here");
        }
    }

    private static void checkLabels(Map<String, String> labels) {
        assertThat(labels).isNotEmpty().allSatisfy((_, value) -> assertThat(value)
                .matches(LABEL_VALUE));
    }
}
