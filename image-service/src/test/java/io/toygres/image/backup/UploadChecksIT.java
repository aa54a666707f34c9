package io.toygres.image.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.image.ConfirmedBlocks;
import io.toygres.messaging.Json;
import io.toygres.operation.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a backup takes for its upload, once its Job says that it is done. */
final class UploadChecksIT extends SteppedBackup {

    @Test
    void refusesAnUploadWithAFileThatTheJobDidNotName() throws Exception {
        BackupState state = runUpTo("await-job");
        storage.put(state.uploadOrThrow().prefix(start.imageId()) + "intruder", new byte[1]);

        assertThatThrownBy(() -> run(entry("check-listing"), state))
                .hasMessageContaining("UPLOAD_INCOMPLETE")
                .hasMessageContaining("intruder");
    }

    @Test
    void takesBlocksThatTheStorageConfirmedForTheBytes() throws Exception {
        BackupState state = confirmed(true);

        assertThat(after(run(entry("verify-files"), state)).verifiedFiles()).isEqualTo(2);
    }

    @Test
    void refusesAFileWhoseBlocksAreNotThoseThatTheStorageConfirmed() throws Exception {
        BackupState state = confirmed(false);

        assertThatThrownBy(() -> run(entry("verify-files"), state))
                .hasMessageContaining("UPLOAD_INCOMPLETE")
                .hasMessageContaining("0001.data.dump.zst has other blocks");
    }

    /** After a Job whose large file has two blocks, as confirmed; otherwise it lies there in one piece. */
    private BackupState confirmed(boolean inTheseBlocks) throws Exception {
        ConfirmedBlocks blocks = new ConfirmedBlocks("00112233445566778899aabbccddeeff", 60_000);
        BackupState created = after(run(entry("create-job"), after(run(entry("claim-image"), start))));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        byte[] content = job.confirm("0001.data.dump.zst", blocks);
        job.succeed(job.upload());
        if (inTheseBlocks) {
            storage.putBlocks(job.prefix() + "0001.data.dump.zst", content, blocks);
        }
        return after(run(entry("check-listing"), after(run(entry("await-job"), created))));
    }

    @Test
    void refusesAResultThatWasChangedAfterTheJobWroteIt() throws Exception {
        BackupState state = runUpTo("await-job");
        storage.put(state.uploadOrThrow().result(), "{}".getBytes(UTF_8));

        assertThatThrownBy(() -> run(entry("check-listing"), state)).hasMessageContaining("UPLOAD_INCOMPLETE");
    }

    @Test
    void findsTheResultOfAFinishedJobWhosePodIsGone() throws Exception {
        BackupState state = runUpTo("claim-image");
        state = after(run(entry("create-job"), state));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        String report = job.upload();
        job.succeed(report);
        job.losePod();

        for (String step : List.of("await-job", "check-listing", "verify-files", "remove-other-attempts")) {
            state = after(run(entry(step), state));
        }

        assertThat(state.uploadOrThrow()).isEqualTo(Json.mapper().readValue(report, UploadReport.class));
        assertThat(run(entry("write-manifest"), state)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void doesNotTakeAFinishedJobsWordForAnUploadThatIsNotThere() throws Exception {
        BackupState state = after(run(entry("create-job"), start));
        PlayedJob job = PlayedJob.await(client, container, start.imageId());
        job.succeed("");
        job.losePod();

        assertThatThrownBy(() -> run(entry("await-job"), state)).hasMessageContaining("UPLOAD_INCOMPLETE");
    }
}
