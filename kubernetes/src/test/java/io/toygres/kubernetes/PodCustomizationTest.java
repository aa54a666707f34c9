package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodCustomizationTest {

    /** As the features have it. */
    @ConfigMapping(prefix = "test")
    interface Settings {
        PodSettings pod();
    }

    @Test
    void givesPodsAllThatIsAskedFor() {
        PodTemplateSpec template = customize(Map.of(
                "test.pod.image-pull-secrets", "registry,mirror",
                "test.pod.node-selector", "kubernetes.io/arch=amd64,agentpool=databases",
                "test.pod.tolerations", "dedicated=postgres:NoSchedule,spot:NoExecute,any",
                "test.pod.priority-class", "databases",
                "test.pod.annotations", "example.com/contacts=anna\\,bert",
                "test.pod.labels", "cost-center=12"));

        assertThat(Serialization.asYaml(template)).isEqualTo("""
                ---
                metadata:
                  annotations:
                    example.com/contacts: "anna,bert"
                  labels:
                    app.kubernetes.io/name: "toygres"
                    cost-center: "12"
                spec:
                  imagePullSecrets:
                  - name: "registry"
                  - name: "mirror"
                  nodeSelector:
                    kubernetes.io/arch: "amd64"
                    agentpool: "databases"
                  priorityClassName: "databases"
                  restartPolicy: "Never"
                  tolerations:
                  - effect: "NoSchedule"
                    key: "dedicated"
                    operator: "Equal"
                    value: "postgres"
                  - effect: "NoExecute"
                    key: "spot"
                    operator: "Exists"
                  - key: "any"
                    operator: "Exists"
                """);
    }

    @Test
    void changesNothingByDefault() {
        assertThat(customize(Map.of())).isEqualTo(template());
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customize(Map.of("test.pod.tolerations", "spot:Never")))
                .withMessage("\"spot:Never\" is not of the form key=value:effect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customize(Map.of("test.pod.node-selector", "databases")))
                .withMessage("\"databases\" is not of the form key=value");
    }

    /** A label says whose an object is, and who its pod is in Azure. */
    @Test
    void refusesALabelOfOurOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> customize(Map.of("test.pod.labels", "toygres.io/instance-id=1")))
                .withMessageContaining("toygres.io/instance-id");
    }

    private static PodTemplateSpec customize(Map<String, String> properties) {
        Settings settings = new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(Settings.class);
        return new PodCustomization(settings.pod()).of(template());
    }

    private static PodTemplateSpec template() {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels(Labels.NAME, Labels.TOYGRES)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .build();
    }
}
