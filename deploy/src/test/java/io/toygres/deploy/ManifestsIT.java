package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every object of every overlay. */
final class ManifestsIT {
    private static final List<String> SERVICES = List.of("api-service", "image-service", "provisioner-service");

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void anApiServerWouldTakeEveryObject(Overlay overlay) throws IOException {
        for (Manifest object : overlay.objects()) {
            StrictObjects.check(object);
        }
        assertThat(overlay.objects())
                .doesNotHaveDuplicates()
                .extracting(Manifest::toString)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nothingIsLeftForAnOverlayToSet(Overlay overlay) {
        assertThat(overlay.objects())
                .allSatisfy(object ->
                        assertThat(object.json().toString()).doesNotContain("set-by", "${TOYGRES", "registry.example"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPodMeetsTheRestrictedStandard(Overlay overlay) {
        assertThat(overlay.objects().stream().filter(object -> object.pod().isPresent()))
                .hasSizeGreaterThanOrEqualTo(SERVICES.size())
                .allSatisfy(object -> {
                    JsonNode pod = object.pod().orElseThrow().path("spec");
                    assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                            .isTrue();
                    assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
                    assertThat(pod.path("hostPID").asBoolean()).isFalse();
                    assertThat(Manifest.each(pod.path("volumes"))).noneMatch(volume -> volume.has("hostPath"));
                    assertThat(object.containers()).isNotEmpty().allSatisfy(ManifestsIT::isRestricted);
                });
    }

    private static void isRestricted(JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("privileged").asBoolean()).isFalse();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(Manifest.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(security.at("/capabilities/add").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyContainerHasRequestsAMemoryLimitAndAPinnedImage(Overlay overlay) {
        assertThat(overlay.objects().stream().flatMap(Manifest::containers)).allSatisfy(container -> {
            JsonNode resources = container.path("resources");
            assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
            assertThat(resources.at("/requests/memory").asText()).isNotEmpty();
            assertThat(resources.at("/limits/memory").asText()).isNotEmpty();
            assertThat(container.path("image").asText())
                    .matches("[a-z0-9./-]+(:[0-9][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})");
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyServiceIsProbedSpreadAndDrainedWithCare(Overlay overlay) {
        for (String service : SERVICES) {
            Manifest deployment = overlay.only("Deployment", service);
            JsonNode pod = deployment.spec().path("template").path("spec");
            JsonNode container = pod.path("containers").path(0);
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            for (String probe : List.of("startup", "readiness", "liveness")) {
                assertThat(container.at("/" + probe + "Probe/httpGet/port").asText())
                        .isEqualTo("management");
            }
            assertThat(pod.path("topologySpreadConstraints")).isNotEmpty();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(15);
            JsonNode selector = deployment.spec().path("selector");
            assertThat(overlay.only("PodDisruptionBudget", service).spec().path("selector"))
                    .isEqualTo(selector);
            assertThat(overlay.only("Service", service).spec().path("selector"))
                    .isEqualTo(selector.path("matchLabels"));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void onlyServicesThatDecryptMountTheKeyring(Overlay overlay) {
        assertThat(overlay.ofKind("Deployment")
                        .filter(deployment -> deployment.json().toString().contains("toygres-keyring"))
                        .map(Manifest::name))
                .containsExactly("api-service", "provisioner-service");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void onlyWorkersHaveATokenOfTheCluster(Overlay overlay) {
        assertThat(overlay.objects().stream()
                        .filter(object -> object.pod()
                                .filter(pod -> pod.at("/spec/automountServiceAccountToken")
                                        .asBoolean(true))
                                .isPresent())
                        .map(Manifest::name))
                .containsExactlyInAnyOrder("image-service", "provisioner-service");
    }
}
