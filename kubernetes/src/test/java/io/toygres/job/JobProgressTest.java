package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.Progress;
import org.junit.jupiter.api.Test;

class JobProgressTest {

    private static final String LOG = """
            es":5,"total_bytes":null}}
            2026-01-02T03:04:05Z dumping
            {"progress":{"phase":"dump","database":"shop","done_bytes":10,"total_bytes":null}}
            {"progress":{"phase":"dump","database":"sh\\"op","done_bytes":20,"total_bytes":100}}
            {"progress":{"phase":"dump","database":"shop","done_bytes":30,"total_bytes":null}}
            pg_dump: last built-in OID is 16383
            {"progress":{"phase":"dump","data""";

    @Test
    void findsTheNewestWholeLineOfEachWorkerAmongLogText() {
        assertThat(JobProgress.latest(LOG))
                .containsExactly(
                        new JobProgress("dump", "sh\"op", 20, 100L, null),
                        new JobProgress("dump", "shop", 30, null, null));
        assertThat(JobProgress.latest("nothing\n")).isEmpty();
    }

    @Test
    void readsAsASentenceInTheTimeline() {
        assertThat(new JobProgress("load", "shop", 20, 100L, null).inStep("await-job"))
                .isEqualTo(new Progress("await-job", "Load: shop", 20L, 100L));
    }
}
