package io.toygres.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SignsOfLifeTest {
    private final AtomicBoolean atWork = new AtomicBoolean();
    private final SignsOfLife life = new SignsOfLife(100, atWork::get);

    @Test
    void whatIsAlwaysAtWorkNeverStandsStill() {
        atWork.set(true);

        for (int look = 0; look < 10_000; look++) {
            assertThat(life.standsStill()).isFalse();
        }
    }

    @Test
    void whatWorksNowAndThenIsSlowAndDoesNotStandStill() {
        for (int look = 0; look < 10_000; look++) {
            atWork.set(look % 10 == 0);
            assertThat(life.standsStill()).isFalse();
        }
    }

    @Test
    void whatDoesNothingStandsStillOnceThePatienceIsOver() {
        for (int look = 1; look < 100; look++) {
            assertThat(life.standsStill()).isFalse();
        }
        assertThat(life.standsStill()).isTrue();
    }

    @Test
    void theOddTickOfAnIdleProcessIsNoWork() {
        int looks = 1;
        atWork.set(true);
        while (!life.standsStill() && looks < 10_000) {
            atWork.set(looks++ % 100 == 0);
        }
        assertThat(looks).isLessThan(1_000);
    }
}
