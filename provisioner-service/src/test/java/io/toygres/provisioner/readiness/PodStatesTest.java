package io.toygres.provisioner.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.WaitReason;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Failing;
import io.toygres.provisioner.readiness.PodState.NotPulled;
import io.toygres.provisioner.readiness.PodState.Preparing;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodStatesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

    @Test
    void isReadyWhenTheKubeletSaysSo() {
        assertThat(read("conditions: [{type: Ready, status: 'True'}]")).isEqualTo(new Ready());
    }

    @Test
    void trustsNoPodThatIsOnItsWayOut() {
        Pod leaving = pod("conditions: [{type: Ready, status: 'True'}]");
        leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertThat(PodStates.read(leaving, NOW)).isInstanceOf(Preparing.class);
    }

    @Test
    void isPreparedBeforeAnyContainerRuns() {
        assertThat(read("phase: Pending")).isInstanceOf(Preparing.class);
        assertThat(read("""
                initContainerStatuses: [{name: init, image: postgres:15, state: {waiting: {reason: PodInitializing}}}]
                """)).isInstanceOf(Preparing.class);
        assertThat(read("""
                initContainerStatuses: [{name: init, image: postgres:15, state: {running: {}}}]
                """)).isInstanceOf(Starting.class);
    }

    @Test
    void saysWhyThereIsNoNode() {
        assertThat(read("""
                conditions:
                - {type: PodScheduled, status: 'False', reason: Unschedulable, message: 'Insufficient memory.'}
                """))
                .isEqualTo(new Preparing(
                        WaitReason.of("the pod has no node yet: Insufficient memory.", ErrorCode.UNSCHEDULABLE)));
    }

    @Test
    void saysThatItsNodePutItOut() {
        assertThat(read("""
                phase: Failed
                reason: Evicted
                message: 'The node was low on resource: memory.'
                containerStatuses: [{name: postgres, image: postgres:15, state: {terminated: {exitCode: 137}}}]
                """))
                .isEqualTo(new Preparing(WaitReason.of(
                        "the pod was evicted: The node was low on resource: memory.", ErrorCode.EVICTED)));
    }

    @Test
    void namesANodeThatDoesNothing() {
        assertThat(read("""
                conditions: [{type: PodScheduled, status: 'True', lastTransitionTime: '2026-01-01T00:58:00Z'}]
                """))
                .isEqualTo(new Preparing(WaitReason.of(
                        "the pod's node has not begun with it since 2026-01-01T00:58:00Z (node aks-1)",
                        ErrorCode.NODE_UNAVAILABLE)));
        assertThat(read("""
                conditions: [{type: PodScheduled, status: 'True', lastTransitionTime: '2026-01-01T00:59:30Z'}]
                """)).isEqualTo(new Preparing(WaitReason.of("the pod is being prepared")));
    }

    @Test
    void hopesThatAnUnknownImageIsPushedFromWhenThePullBegan() {
        assertThat(read("""
                conditions:
                - {type: PodScheduled, status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z'}
                - {type: PodReadyToStartContainers, status: 'True', lastTransitionTime: '2026-01-01T00:02:00Z'}
                initContainerStatuses:
                - name: init
                  image: postgres:99
                  state: {waiting: {reason: ImagePullBackOff, message: 'postgres:99: not found'}}
                """))
                .isEqualTo(new Failing(
                        ErrorCode.IMAGE_PULL_FAILED,
                        "postgres:99: ImagePullBackOff: postgres:99: not found",
                        Instant.parse("2026-01-01T00:02:00Z")));
    }

    @Test
    void knowsARegistryThatIsAwayFromOneThatKnowsNoSuchImage() {
        assertThat(read("""
                containerStatuses:
                - name: postgres
                  image: postgres:15
                  state: {waiting: {reason: ErrImagePull, message: 'unexpected status: 503 Service Unavailable'}}
                """))
                .isEqualTo(new NotPulled("postgres:15: ErrImagePull: unexpected status: 503 Service Unavailable"));
    }

    @Test
    void givesUpAtOnceOnANameThatNoRegistryCouldKnow() {
        assertThat(read("""
                containerStatuses:
                - {name: postgres, image: '::', state: {waiting: {reason: InvalidImageName}}}
                """)).isEqualTo(Broken.of(ErrorCode.IMAGE_PULL_FAILED, "::: InvalidImageName"));
    }

    @Test
    void namesWhatAContainerCannotBeStartedWith() {
        assertThat(read("""
                containerStatuses:
                - name: postgres
                  image: postgres:15
                  state: {waiting: {reason: CreateContainerConfigError, message: 'secret "x" not found'}}
                """)).isInstanceOfSatisfying(Failing.class, failing -> {
            assertThat(failing.code()).isEqualTo(ErrorCode.NOT_READY);
            assertThat(failing.detail()).contains("CreateContainerConfigError: secret \"x\" not found");
        });
    }

    @Test
    void believesAServerThatEndsAgainAndAgain() {
        assertThat(read(crashed(3)))
                .isEqualTo(Broken.of(
                        ErrorCode.NOT_READY,
                        "container postgres ended (restarts so far: 3): FATAL:  could not load pg_durable"));
    }

    @Test
    void givesAServerThatEndedOnceAnotherChance() {
        assertThat(read(crashed(1))).isInstanceOf(Starting.class);
    }

    @Test
    void believesTheInitContainerAtOnceWhenTryingAgainIsUseless() {
        var missing = new Failure(ErrorCode.RESTORE_MISSING, "The volume is empty.");
        assertThat(read(initEnded("state", 42, 0, "RESTORE_MISSING"))).isEqualTo(new Broken(missing));
        assertThat(read(initEnded("state: {waiting: {reason: CrashLoopBackOff}}, lastState", 42, 1, "RESTORE_MISSING")))
                .isEqualTo(new Broken(missing));
    }

    @Test
    void letsTheInitContainerTryAgainUntilItIsBelieved() {
        assertThat(read(initEnded("state", 1, 2, "INIT_FAILED"))).isInstanceOf(Starting.class);
        assertThat(read(initEnded("state", 1, 3, "INIT_FAILED")))
                .isEqualTo(Broken.of(ErrorCode.INIT_FAILED, "The volume is empty."));
    }

    @Test
    void forgetsAnInitContainerThatSucceededInTheEnd() {
        assertThat(read("""
                initContainerStatuses:
                - name: init
                  image: postgres:15
                  restartCount: 4
                  state: {terminated: {exitCode: 0}}
                  lastState: {terminated: {exitCode: 42, message: '{"outcome":"failed","code":"INIT_FAILED","detail":"x"}'}}
                """)).isInstanceOf(Starting.class);
    }

    /** @param where the key that the end stands under, such as {@code state} */
    private static String initEnded(String where, int exitCode, int restarts, String code) {
        return """
                initContainerStatuses:
                - {name: init, image: 'postgres:15', restartCount: %d, %s: {terminated: {exitCode: %d,
                    message: '{"outcome":"failed","code":"%s","detail":"The volume is empty."}'}}}
                """.formatted(restarts, where, exitCode, code);
    }

    private static String crashed(int restarts) {
        return """
                containerStatuses:
                - name: postgres
                  image: postgres:15
                  restartCount: %d
                  state: {waiting: {reason: CrashLoopBackOff}}
                  lastState:
                    terminated:
                      exitCode: 1
                      message: |
                        LOG:  starting
                        FATAL:  could not load pg_durable
                        LOG:  database system is shut down
                """.formatted(restarts);
    }

    private static PodState read(String status) {
        return PodStates.read(pod(status), NOW);
    }

    private static Pod pod(String status) {
        String yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: orders-0}\nspec: {nodeName: aks-1}\nstatus:\n"
                + status.indent(2);
        return Serialization.unmarshal(yaml, Pod.class);
    }
}
