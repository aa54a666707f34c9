package io.toygres.provisioner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of earlier releases stay restorable. */
final class FormatOneIT {

    private static final String PASSWORD = "of an earlier release";

    @Test
    void anImageOfAnEarlierReleaseIsRestored(@TempDir Path folder) {
        try (JobBlobs blobs = JobBlobs.start(folder.resolve("blobs"));
                TestServer source = source(JobPod.in(folder.resolve("source"), PASSWORD))) {
            source.filled();
            TestImage image = FormatOneImage.of(blobs, source, "shop", folder);
            JobPod pod = JobPod.in(folder.resolve("restored"), PASSWORD);

            JobResult result = image.restore(pod, "one");

            assertThat(result.exitCode()).as(result.log()).isZero();
            try (TestServer restored = TestServer.of(pod, PASSWORD)) {
                assertThat(shop(restored)).isNotEmpty().isEqualTo(shop(source));
                assertThat(restored.psqlAs("alice", "al!ce", "shop", "-c", "SHOW work_mem"))
                        .isEqualTo("12MB\n");
            }
        }
    }

    private static TestServer source(JobPod pod) {
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}"
                .formatted(RestoreProgramIT.INSTANCE);
        JobResult made = pod.runProgram("initialize", "init", spec, Map.of());
        assertThat(made.exitCode()).as(made.log()).isZero();
        return TestServer.of(pod, PASSWORD);
    }

    private static List<String> shop(TestServer server) {
        return server.fingerprint().stream()
                .filter(line -> line.startsWith("shop |"))
                .toList();
    }
}
