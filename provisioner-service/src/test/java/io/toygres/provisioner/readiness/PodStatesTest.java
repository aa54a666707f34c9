package io.toygres.provisioner.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.contract.ErrorCode;
import io.toygres.provisioner.readiness.PodState.Ailing;
import io.toygres.provisioner.readiness.PodState.Broken;
import io.toygres.provisioner.readiness.PodState.Ready;
import io.toygres.provisioner.readiness.PodState.Starting;
import org.junit.jupiter.api.Test;

class PodStatesTest {

    @Test
    void isReadyWhenTheKubeletSaysSo() {
        assertThat(read("conditions: [{type: Ready, status: 'True'}]")).isEqualTo(new Ready());
    }

    @Test
    void isStartingBeforeAnyContainerHasAStatus() {
        assertThat(read("phase: Pending")).isInstanceOf(Starting.class);
    }

    @Test
    void saysWhyThereIsNoNode() {
        assertThat(read("""
                conditions:
                - {type: PodScheduled, status: 'False', reason: Unschedulable, message: 'Insufficient memory.'}
                """)).isEqualTo(new Starting("the pod has no node yet: Insufficient memory."));
    }

    @Test
    void hopesThatAnImagePullComesRight() {
        assertThat(read("""
                initContainerStatuses:
                - name: init
                  image: postgres:99
                  state: {waiting: {reason: ImagePullBackOff, message: not found}}
                """)).isEqualTo(new Ailing(ErrorCode.IMAGE_PULL_FAILED, "postgres:99: not found"));
    }

    @Test
    void givesUpAtOnceOnANameThatNoRegistryCouldKnow() {
        assertThat(read("""
                containerStatuses:
                - {name: postgres, image: '::', state: {waiting: {reason: InvalidImageName}}}
                """)).isEqualTo(new Broken(ErrorCode.IMAGE_PULL_FAILED, "::: InvalidImageName"));
    }

    @Test
    void believesAServerThatEndsAgainAndAgain() {
        assertThat(read(crashed(3)))
                .isEqualTo(new Broken(
                        ErrorCode.NOT_READY, "container postgres ended 3 times: FATAL: could not load pg_durable"));
    }

    @Test
    void givesAServerThatEndedOnceAnotherChance() {
        assertThat(read(crashed(1))).isInstanceOf(Starting.class);
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
                        LOG: starting
                        FATAL: could not load pg_durable
                """.formatted(restarts);
    }

    private static PodState read(String status) {
        String yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: orders-0}\nstatus:\n" + status.indent(2);
        return PodStates.read(Serialization.unmarshal(yaml, Pod.class));
    }
}
