package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptScheduleTest {

    private final AttemptSchedule usual =
            new AttemptSchedule(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(120));

    @Test
    void triesUntilTheDeadlineAndThenOnceMore() {
        assertThat(attempts(usual)).containsExactly(0L, 2L, 6L, 14L, 30L, 60L, 90L, 120L);
    }

    @Test
    void keepsToTheScheduleWhenAnAttemptTakesLong() {
        assertThat(usual.untilNext(Duration.ofSeconds(19))).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void makesTheLastAttemptAtTheDeadlineRatherThanAfterIt() {
        var uneven = new AttemptSchedule(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(100));
        assertThat(uneven.untilNext(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(10));
        assertThat(uneven.isLast(Duration.ofMillis(99_999))).isFalse();
        assertThat(uneven.isLast(Duration.ofSeconds(100))).isTrue();
    }

    @Test
    void doesNotWaitOnceTheDeadlineHasPassed() {
        assertThat(usual.untilNext(Duration.ofSeconds(125))).isZero();
    }

    @Test
    void refusesSettingsThatWouldNeverEndOrNeverBegin() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttemptSchedule(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(120)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new AttemptSchedule(Duration.ofSeconds(40), Duration.ofSeconds(30), Duration.ofSeconds(120)));
    }

    private static List<Long> attempts(AttemptSchedule schedule) {
        List<Long> attempts = new ArrayList<>(List.of(0L));
        Duration elapsed = Duration.ZERO;
        while (!schedule.isLast(elapsed)) {
            elapsed = elapsed.plus(schedule.untilNext(elapsed));
            attempts.add(elapsed.toSeconds());
        }
        return attempts;
    }
}
