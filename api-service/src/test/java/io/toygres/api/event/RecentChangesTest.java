package io.toygres.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentChangesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecentChanges recent = new RecentChanges(new Position(10, 0));

    @Test
    void givesWhatFollows() throws InterruptedException {
        recent.add(List.of(change(11, 1), change(11, 2), change(12, 3)));

        assertThat(recent.after(new Position(11, 1), LONG, () -> true)).contains(List.of(change(11, 2), change(12, 3)));
        assertThat(recent.after(new Position(12, 3), Duration.ZERO, () -> true)).contains(List.of());
    }

    @Test
    void wakesWhoWaits() throws InterruptedException {
        Thread.ofVirtual().start(() -> recent.add(List.of(change(11, 1))));

        List<Change> next = List.of();
        while (next.isEmpty()) {
            next = recent.after(new Position(10, 0), LONG, () -> true).orElseThrow();
        }
        assertThat(next).containsExactly(change(11, 1));
    }

    @Test
    void saysWhenSomeAreNotHereAnyMore() throws InterruptedException {
        assertThat(recent.after(new Position(9, 7), Duration.ZERO, () -> true)).isEmpty();

        recent.add(
                LongStream.rangeClosed(1, 3_000).mapToObj(id -> change(11, id)).toList());

        assertThat(recent.after(new Position(10, 0), LONG, () -> true)).isEmpty();
        assertThat(recent.after(new Position(11, 2_990), LONG, () -> true).orElseThrow())
                .hasSize(10);
        assertThat(recent.before()).isEqualTo(new Position(11, 1_000));
    }

    private static Change change(long xid, long id) {
        return new Change(new Position(xid, id), "default", "image", "{}");
    }
}
