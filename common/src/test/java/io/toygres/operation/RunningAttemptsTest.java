package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.OperationId;
import io.toygres.operation.LeasedRow.Position;
import io.toygres.operation.LeasedRow.Times;
import io.toygres.operation.LeasedRow.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningAttemptsTest {

    private final RunningAttempts running = new RunningAttempts(2);

    @Test
    void aThreadThatIsGivenUpFreesItsSlot() {
        RunningAttempt one = running.begin(row());
        running.begin(row());
        assertThat(running.free()).isZero();

        running.lose(one);

        assertThat(running.free()).isOne();
        assertThat(running.lost()).isOne();
    }

    @Test
    void aThreadThatEndsAfterItWasGivenUpIsLostNoMore() {
        RunningAttempt one = running.begin(row());
        running.lose(one);

        running.ended(one);

        assertThat(running.lost()).isZero();
        assertThat(running.free()).isEqualTo(2);
    }

    @Test
    void aThreadThatEndsJustBeforeItIsGivenUpIsNotLost() {
        RunningAttempt one = running.begin(row());
        running.ended(one);

        running.lose(one);

        assertThat(running.lost()).isZero();
        assertThat(running.free()).isEqualTo(2);
    }

    @Test
    void takesNothingMoreOnceManyAreLost() {
        for (int i = 0; i < 8; i++) {
            assertThat(running.free()).isEqualTo(2);
            running.lose(running.begin(row()));
        }

        assertThat(running.free()).isZero();
        assertThat(running.isExhausted()).isTrue();
    }

    private static LeasedRow row() {
        Instant now = Instant.EPOCH;
        return new LeasedRow(
                new Lease(OperationId.random(), 1),
                new OperationKind("trip", 1),
                UUID.randomUUID(),
                "{}",
                new Position("one", 1, 1, Optional.empty(), Optional.empty(), Optional.empty()),
                new Verdict(Optional.empty(), false, false),
                new Times(now, now, now, now),
                Optional.empty());
    }
}
