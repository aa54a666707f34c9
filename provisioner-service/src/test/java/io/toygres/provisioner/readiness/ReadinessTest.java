package io.toygres.provisioner.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ReadinessTest {

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
        var cluster = new ClusterConfig("toygres-managed", Optional.empty(), Optional.empty());
        readiness = new Readiness(new InstanceObjects(client, cluster), TestConfig.defaults(ReadinessConfig.class));
    }

    @Test
    void givesAPullItsTimeHoweverLongANodeTookToAppear() {
        pod("{waiting: {reason: ErrImagePull, message: try later}}");

        assertThat(await(SCHEDULED.plusSeconds(10), Duration.ofMinutes(10))).isInstanceOf(Outcome.Wait.class);
        assertThat(await(SCHEDULED.plusSeconds(90), Duration.ofMinutes(11)))
                .isEqualTo(Outcome.fail(ErrorCode.IMAGE_PULL_FAILED, "postgres:15: ErrImagePull: try later"));
    }

    @Test
    void takesNoSkewOfTheClustersClockForTimeThatHasPassed() {
        pod("{waiting: {reason: ErrImagePull, message: try later}}");

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

    private Outcome<CreateState> await(Instant now, Duration inStep) {
        return readiness.awaitServer(
                state, new Attempt(state.operationId(), 2, now, now.minus(inStep), now.minus(inStep)));
    }

    private void pod(String containerState) {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: toygres-managed, name: %s}
                status:
                  conditions: [{type: PodScheduled, status: 'True', lastTransitionTime: '%s'}]
                  initContainerStatuses: [{name: init, image: 'postgres:15', state: %s}]
                """.formatted(state.names().pod(), SCHEDULED, containerState);
        client.resource(Serialization.unmarshal(yaml, Pod.class)).create();
    }
}
