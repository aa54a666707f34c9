package io.toygres.tool.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarmUpIT {

    private static final long ROOM = 512L * 1024 * 1024;

    /** In a pod of a Job, so neither as root nor with a network, from the program as it is built. */
    @Test
    void everyCommandSucceedsOnItsOwn(@TempDir Path folder) {
        JobPod pod = JobPod.in(folder, "unused").withTmpfs("/tmp", ROOM);

        JobResult run = pod.runProgram("warm-up", "one", "{}", Map.of());

        assertThat(run.log()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }
}
