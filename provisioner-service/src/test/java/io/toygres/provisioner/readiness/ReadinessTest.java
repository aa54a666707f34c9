package io.toygres.provisioner.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.TestConfig;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ReadinessTest {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Instant SCHEDULED = Instant.parse("2026-01-01T00:10:00Z");

    private final CreateState state = new CreateState(new CreateInstance(
            OperationId.random(),
            new InstanceSpec(
                    InstanceId.random(), "orders", ImageType.STOCK, new PostgresVersion(15), 1, false, "orders", null),
            new EncryptedSecret("k1:AAAA")));

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesClient client;

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesMockServer server;

    private Readiness readiness;

    @BeforeEach
    void assemble() {
        var cluster = new ClusterConfig("toygres-managed", Optional.empty(), Optional.empty(), "cluster.local");
        readiness = new Readiness(new InstanceObjects(client, cluster), TestConfig.defaults(ReadinessConfig.class));
    }

    @Test
    void givesAnUnknownImageItsTimeHoweverLongANodeTookToAppear() {
        pod("{waiting: {reason: ErrImagePull, message: 'code = NotFound'}}");

        assertThat(await(SCHEDULED.plusSeconds(10), Duration.ofMinutes(10))).isInstanceOf(Outcome.Wait.class);
        assertThat(await(SCHEDULED.plusSeconds(90), Duration.ofMinutes(11)))
                .isEqualTo(Outcome.fail(ErrorCode.IMAGE_PULL_FAILED, "postgres:15: ErrImagePull: code = NotFound"));
    }

    @Test
    void takesNoSkewOfTheClustersClockForTimeThatHasPassed() {
        pod("{waiting: {reason: ErrImagePull, message: 'code = NotFound'}}");

        assertThat(await(SCHEDULED.plus(Duration.ofHours(1)), Duration.ofSeconds(5)))
                .isInstanceOf(Outcome.Wait.class);
    }

    @Test
    void keepsTheEndOfTheLogOfTheContainerThatFailed() {
        pod(
                "{terminated: {exitCode: 42, message: '{\"outcome\":\"failed\",\"code\":\"NOT_READY\",\"detail\":\"No marker.\"}'}}");
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/toygres-managed/pods/"
                        + state.names().pod() + "/log?pretty=false&container=init&tailLines=200")
                .andReturn(200, "initdb: error: no space left\npassword=hunter2\n")
                .always();

        assertThat(await(SCHEDULED.plusSeconds(10), Duration.ofSeconds(5)))
                .isEqualTo(new Outcome.Fail<>(new Failure(ErrorCode.NOT_READY, "No marker.")
                        .withLogTail("initdb: error: no space left\npassword=[redacted]")));
    }

    /** Which has the time of its phase: it may be restarted, or the right to pull may have to arrive. */
    @Test
    void waitsForARegistryThatIsAway() {
        pod("{waiting: {reason: ImagePullBackOff, message: 503 Service Unavailable}}");

        assertThat(await(SCHEDULED.plusSeconds(900), Duration.ofMinutes(15)))
                .isEqualTo(
                        waiting("postgres:15: ImagePullBackOff: 503 Service Unavailable", ErrorCode.IMAGE_PULL_FAILED));
    }

    @Test
    void saysThatANodeIsLostOnWhichTheServerStarts() {
        events(
                pod("{running: {}}"),
                "{type: Warning, reason: NodeNotReady, message: Node is not ready, lastTimestamp: '2026-01-01T00:11:00Z'}");

        assertThat(await(SCHEDULED.plusSeconds(90), Duration.ofMinutes(2)))
                .isEqualTo(waiting(
                        "the server is starting (NodeNotReady: Node is not ready)", ErrorCode.NODE_UNAVAILABLE));
    }

    @Test
    void saysThatThereIsNoStorageClass() {
        events(claim(), "{type: Normal, reason: FailedBinding, message: no storage class is set}");

        assertThat(awaitVolume())
                .isEqualTo(waiting(
                        "waiting for the volume to be bound (FailedBinding: no storage class is set)",
                        ErrorCode.VOLUME_NOT_BOUND));
    }

    /** With WaitForFirstConsumer all that is said of the claim is that it waits. */
    @Test
    void saysOfAVolumeThatItsPodIsRefused() {
        events(claim(), "{type: Normal, reason: WaitForFirstConsumer, message: waiting for first consumer}");
        events(
                statefulSet(),
                "{type: Warning, reason: FailedCreate, message: 'pods \"orders-0\" is forbidden: exceeded quota: cpu'}");

        assertThat(awaitVolume())
                .isEqualTo(waiting(
                        "waiting for the volume to be bound: there is no pod for it yet"
                                + " (FailedCreate: pods \"orders-0\" is forbidden: exceeded quota: cpu)",
                        ErrorCode.QUOTA_EXCEEDED));
    }

    @Test
    void saysOfAVolumeThatNoNodeTakesItsPod() {
        claim();
        create(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata:
                  namespace: toygres-managed
                  name: %s
                  labels: {toygres.io/instance-id: %s}
                status:
                  phase: Pending
                  conditions:
                  - {type: PodScheduled, status: 'False', message: '0/3 nodes are available: 3 Insufficient memory.'}
                """.formatted(state.names().pod(), state.instanceId()));

        assertThat(awaitVolume())
                .isEqualTo(waiting(
                        "waiting for the volume to be bound: the pod has no node yet:"
                                + " 0/3 nodes are available: 3 Insufficient memory.",
                        ErrorCode.UNSCHEDULABLE));
    }

    @Test
    void saysNothingOfAPodThatIsOnItsWay() {
        claim();
        pod("{waiting: {reason: ContainerCreating}}");

        assertThat(awaitVolume()).isEqualTo(Outcome.waitFor(state, LOOK_AGAIN, "waiting for the volume to be bound"));
    }

    private Outcome<CreateState> waiting(String reason, ErrorCode ifLate) {
        return Outcome.waitFor(state, LOOK_AGAIN, reason, Optional.of(ifLate));
    }

    private Outcome<CreateState> awaitVolume() {
        return readiness.awaitVolume(state, new Attempt(state.operationId(), 2, SCHEDULED, SCHEDULED, SCHEDULED));
    }

    private PersistentVolumeClaim claim() {
        return create(PersistentVolumeClaim.class, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {namespace: toygres-managed, name: %s}
                status: {phase: Pending}
                """.formatted(state.names().volumeClaim()));
    }

    private StatefulSet statefulSet() {
        return create(StatefulSet.class, """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {namespace: toygres-managed, name: %s}
                """.formatted(state.names().statefulSet()));
    }

    private <T extends HasMetadata> T create(Class<T> kind, String yaml) {
        return client.resource(Serialization.unmarshal(yaml, kind)).create();
    }

    private void events(HasMetadata about, String event) {
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/toygres-managed/events?fieldSelector=involvedObject.uid%3D"
                        + about.getMetadata().getUid())
                .andReturn(
                        HttpURLConnection.HTTP_OK,
                        new EventListBuilder()
                                .withItems(Serialization.unmarshal("---\n" + event, Event.class))
                                .build())
                .always();
    }

    private Outcome<CreateState> await(Instant now, Duration inStep) {
        return readiness.awaitServer(
                state, new Attempt(state.operationId(), 2, now, now.minus(inStep), now.minus(inStep)));
    }

    private Pod pod(String containerState) {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: toygres-managed, name: %s, labels: {toygres.io/instance-id: %s}}
                status:
                  conditions: [{type: PodScheduled, status: 'True', lastTransitionTime: '%s'}]
                  initContainerStatuses: [{name: init, image: 'postgres:15', state: %s}]
                """.formatted(state.names().pod(), state.instanceId(), SCHEDULED, containerState);
        return create(Pod.class, yaml);
    }
}
