package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodWatchTest {

    @Test
    void thereIsNothingToSeeOfPodsThatAreNotThere() {
        assertThat(new PodWatch("no-pod-is-called-so-").most()).isEqualTo(PodUse.NONE);
    }

    @Test
    void theMostOfEachNeedNotHaveBeenAtOnce() {
        assertThat(new PodUse(3, 10).most(new PodUse(5, 0))).isEqualTo(new PodUse(5, 10));
    }
}
