package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = BEGIN.plusSeconds(1200);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Test
    void stallsWhileTheSameIsSaidForEver() {
        LastProgress said = LastProgress.none(BEGIN).update(List.of(shop(10)), BEGIN);

        assertThat(said.update(List.of(shop(10)), LATER).stalled(LIMIT, LATER)).isTrue();
        assertThat(said.update(List.of(shop(20)), LATER).stalled(LIMIT, LATER)).isFalse();
    }

    @Test
    void stallsWhileStandingWorkersAreHeardInTurn() {
        LastProgress both = LastProgress.none(BEGIN).update(List.of(shop(10), bench(70)), BEGIN);

        LastProgress heard = both.update(List.of(shop(10)), LATER)
                .update(List.of(bench(70)), LATER)
                .update(List.of(bench(70), shop(10)), LATER);

        assertThat(heard.stalled(LIMIT, LATER)).isTrue();
    }

    @Test
    void movesWhenAnyWorkerDoesWhoeverIsHeardLast() {
        LastProgress both = LastProgress.none(BEGIN).update(List.of(shop(10), bench(70)), BEGIN);

        assertThat(both.update(List.of(shop(11), bench(70)), LATER).stalled(LIMIT, LATER))
                .isFalse();
    }

    @Test
    void movesWhileAWorkerIsBusyWithWhatMovesNoBytes() {
        LastProgress checking = LastProgress.none(BEGIN).update(List.of(busy(700)), BEGIN);

        assertThat(checking.update(List.of(busy(900)), LATER).stalled(LIMIT, LATER))
                .isFalse();
        assertThat(checking.update(List.of(busy(700)), LATER).stalled(LIMIT, LATER))
                .isTrue();
    }

    @Test
    void movesWhenAWorkerComesToItsNextPhase() {
        LastProgress loading = LastProgress.none(BEGIN).update(List.of(shop(10)), BEGIN);

        assertThat(loading.update(List.of(new JobProgress("index", "shop", 10, null, null)), LATER)
                        .since())
                .isEqualTo(LATER);
    }

    @Test
    void remembersThoseWhoSpokeLastOfThousandsOfDatabases() {
        LastProgress last = LastProgress.none(BEGIN);
        for (JobProgress one : IntStream.range(0, 1000)
                .mapToObj(i -> new JobProgress("load", "db" + i, i, null, null))
                .toList()) {
            last = last.update(List.of(one), BEGIN);
        }

        assertThat(last.workers()).hasSize(64).endsWith(new JobProgress("load", "db999", 999, null, null));
    }

    private static JobProgress busy(long activity) {
        return new JobProgress("index", "shop", 10, 10L, activity);
    }

    private static JobProgress shop(long bytes) {
        return new JobProgress("load", "shop", bytes, null, null);
    }

    private static JobProgress bench(long bytes) {
        return new JobProgress("load", "bench", bytes, null, null);
    }
}
