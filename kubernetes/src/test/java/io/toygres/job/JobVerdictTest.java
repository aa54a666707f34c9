package io.toygres.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.kubernetes.ContainerState.Terminated;
import org.junit.jupiter.api.Test;

final class JobVerdictTest {

    @Test
    void aContainerThatWasKilledForItsMemoryNamesTheSettingToRaise() {
        Failure failure = JobVerdict.orDescription(new Terminated(137, "OOMKilled", "the end of a log"));

        assertThat(failure.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
        assertThat(failure.detail()).contains("toygres.jobs.memory-limit");
    }

    @Test
    void aVerdictOfTheProgramCountsForMore() {
        Failure failure = JobVerdict.orDescription(new Terminated(
                42, "OOMKilled", "{\"outcome\":\"failed\",\"code\":\"VOLUME_FULL\",\"detail\":\"300 MiB are free.\"}"));

        assertThat(failure).isEqualTo(new Failure(ErrorCode.VOLUME_FULL, "300 MiB are free."));
    }
}
