package io.toygres.provisioner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.script.ScriptBlobs;
import io.toygres.local.script.ScriptPod;
import io.toygres.local.script.ScriptResult;
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
        try (ScriptBlobs blobs = ScriptBlobs.start(folder.resolve("blobs"));
                TestServer source = source(ScriptPod.in(folder.resolve("source"), PASSWORD))) {
            source.filled();
            TestImage image = FormatOneImage.of(blobs, source, "shop", folder);
            ScriptPod pod = ScriptPod.in(folder.resolve("restored"), PASSWORD);

            ScriptResult result = image.restore(pod, "one");

            assertThat(result.exitCode()).as(result.log()).isZero();
            try (TestServer restored = TestServer.of(pod, PASSWORD)) {
                assertThat(shop(restored)).isNotEmpty().isEqualTo(shop(source));
                assertThat(restored.psqlAs("alice", "al!ce", "shop", "-c", "SHOW work_mem"))
                        .isEqualTo("12MB\n");
            }
        }
    }

    private static TestServer source(ScriptPod pod) {
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}"
                .formatted(RestoreProgramIT.INSTANCE);
        ScriptResult made = pod.runProgram("initialize", "init", spec, Map.of());
        assertThat(made.exitCode()).as(made.log()).isZero();
        return TestServer.of(pod, PASSWORD);
    }

    private static List<String> shop(TestServer server) {
        return server.fingerprint().stream()
                .filter(line -> line.startsWith("shop |"))
                .toList();
    }
}
