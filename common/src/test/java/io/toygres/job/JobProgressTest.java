package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.Progress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobProgressTest {

    private static final String LOG = """
            es":5,"total_bytes":null}}
            2026-01-02T03:04:05Z dumping
            {"progress":{"phase":"dump","database":"shop","done_bytes":10,"total_bytes":null}}
            {"progress":{"phase":"dump","database":"sh\\"op","done_bytes":20,"total_bytes":100}}
            pg_dump: last built-in OID is 16383
            {"progress":{"phase":"dump","data""";

    @Test
    void findsTheNewestWholeLineAmongLogText() {
        assertThat(JobProgress.latest(LOG)).contains(new JobProgress("dump", "sh\"op", 20, 100L));
        assertThat(JobProgress.latest("nothing\n")).isEmpty();
    }

    @Test
    void readsAsASentenceInTheTimeline() {
        assertThat(new JobProgress("load", "shop", 20, 100L).inStep("await-job"))
                .isEqualTo(new Progress("await-job", "Load: shop", 20L, 100L));
    }

    @Test
    void stallsOnceItHasSaidTheSameForTooLong() {
        Instant begin = Instant.parse("2026-01-02T03:04:05Z");
        var ten = new JobProgress("dump", "shop", 10, null);
        var twenty = new JobProgress("dump", "shop", 20, null);
        Duration limit = Duration.ofMinutes(10);

        LastProgress still = LastProgress.none(begin).update(ten, begin).update(ten, begin.plusSeconds(700));
        assertThat(still.stalled(limit, begin.plusSeconds(601))).isTrue();
        assertThat(still.update(twenty, begin.plusSeconds(601)).stalled(limit, begin.plusSeconds(700)))
                .isFalse();
    }
}
