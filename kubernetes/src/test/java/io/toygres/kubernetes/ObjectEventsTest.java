package io.toygres.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.toygres.contract.ErrorCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the fields are set by the annotation
class ObjectEventsTest {

    private static final String EVENTS = "/api/v1/namespaces/managed/events?fieldSelector=involvedObject.uid%3Du-1";

    private KubernetesClient client;
    private KubernetesMockServer server;

    @Test
    void quotesTheNewestWarning() {
        answer(event("Normal", "Scheduled", "09"), event("Warning", "FailedMount", "10"));

        assertThat(ObjectEvents.warning(client, object())).contains(new WarningEvent("FailedMount", "no volume"));
    }

    @Test
    void readsWhyThereIsNoVolumeThoughTheEventIsNormal() {
        answer(event("Normal", "FailedBinding", "09"));

        assertThat(ObjectEvents.warning(client, object()).flatMap(WarningEvent::code))
                .contains(ErrorCode.VOLUME_NOT_BOUND);
    }

    @Test
    void holdsOnToAWarningThatAnotherTryFollows() {
        answer(
                event("Normal", "WaitForFirstConsumer", "07"),
                event("Normal", "Provisioning", "08"),
                event("Warning", "ProvisioningFailed", "09"),
                event("Normal", "Provisioning", "10"),
                event("Normal", "ExternalProvisioning", "11"));

        assertThat(ObjectEvents.warning(client, object()))
                .contains(new WarningEvent("ProvisioningFailed", "no volume"));
    }

    @Test
    void believesASuccessOfTheSameSecond() {
        answer(event("Warning", "FailedCreate", "09"), event("Normal", "SuccessfulCreate", "09"));

        assertThat(ObjectEvents.warning(client, object())).isEmpty();
    }

    @Test
    void passesOverAWarningThatSomethingGoodFollowed() {
        answer(event("Warning", "FailedScheduling", "09"), event("Normal", "Pulling", "10"));

        assertThat(ObjectEvents.warning(client, object())).isEmpty();
    }

    @Test
    void readsTheTimesOfNewComponentsToo() {
        EventBuilder scheduler = event("Warning", "FailedScheduling", "09")
                .withLastTimestamp(null)
                .withEventTime(new MicroTime("2026-01-01T00:00:11.000000Z"));
        answer(event("Normal", "Created", "10"), scheduler);

        assertThat(ObjectEvents.warning(client, object())).contains(new WarningEvent("FailedScheduling", "no volume"));
    }

    @Test
    void doesWithoutWhereEventsMayNotBeRead() {
        server.expect().get().withPath(EVENTS).andReturn(403, "{}").once();

        assertThat(ObjectEvents.warning(client, object())).isEmpty();
    }

    private void answer(EventBuilder... events) {
        var list = new EventListBuilder()
                .withItems(Stream.of(events).map(EventBuilder::build).toList())
                .build();
        server.expect().get().withPath(EVENTS).andReturn(200, list).once();
    }

    private static EventBuilder event(String type, String reason, String second) {
        return new EventBuilder()
                .withType(type)
                .withReason(reason)
                .withMessage("no volume")
                .withLastTimestamp("2026-01-01T00:00:" + second + "Z");
    }

    private static ConfigMap object() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("managed")
                .withName("orders")
                .withUid("u-1")
                .endMetadata()
                .build();
    }
}
