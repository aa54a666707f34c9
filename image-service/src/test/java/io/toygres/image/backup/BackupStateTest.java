package io.toygres.image.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.job.JobProgress;
import io.toygres.job.JobWatch;
import io.toygres.job.LastProgress;
import io.toygres.messaging.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON of the operation's row: a service that is upgraded finishes what the release before it started. */
final class BackupStateTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void isReadAsItWasWritten() throws Exception {
        var said = new JobProgress("dump", "shop", 5, 9L, null);
        BackupState state = BackupState.of(TestCommands.createImage())
                .watched(new JobWatch(new LastProgress(List.of(said), NOW), NOW))
                .uploaded(new UploadReport("uid", "path/result.json", 7, "ab"))
                .verified(2);

        String json = Json.mapper().writeValueAsString(state);

        assertThat(Json.mapper().readValue(json, BackupState.class)).isEqualTo(state);
        assertThat(json).contains("\"image_id\"").doesNotContain("\"command\"");
    }

    @Test
    void isReadFromARowOfTheFirstRelease() throws Exception {
        String row = """
                {"operation_id": "0d0b7b1e-6c0f-4f4e-9a56-0f8a3f5f0001",
                 "image_id": "7f3c1c52-3a44-4d0b-8f0e-6a1d2b9c0002", "kind": "logical", "databases": ["shop"],
                 "source": {"instance_id": "7f3c1c52-3a44-4d0b-8f0e-6a1d2b9c0003", "name": "orders",
                            "image_type": "stock", "postgres_version": "15"},
                 "watch": {"last": {"workers": [], "since": "2026-01-02T03:04:05Z"}, "told_at": "2026-01-02T03:04:05Z"},
                 "upload": null, "verified_files": 0}""";

        BackupState state = Json.mapper().readValue(row, BackupState.class);

        assertThat(state.command().databases()).containsExactly("shop");
        assertThat(state.source().name()).isEqualTo("orders");
        assertThat(state.watch()).isEqualTo(new JobWatch(LastProgress.none(NOW), NOW));
    }
}
