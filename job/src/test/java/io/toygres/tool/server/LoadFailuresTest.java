package io.toygres.tool.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.wire.SessionLostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadFailuresTest {

    @Test
    void aServerProcessThatTheKernelKilledIsAShortageOfMemoryWithTheLimitInWords(@TempDir Path data) {
        JobFailure failure = LoadFailures.of(
                new SessionLostException("The connection to the server was lost.", null),
                "loading TABLE DATA public.orders",
                "LOG:  server process (PID 71) was terminated by signal 9: Killed",
                data);

        assertThat(failure.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
        assertThat(failure.detail()).contains(Container.memoryInWords(), "toygres.jobs.memory-limit");
        assertThat(failure.isRetried()).isFalse();
    }

    @Test
    void aServerProcessThatCrashedIsNot(@TempDir Path data) {
        JobFailure failure = LoadFailures.of(
                new SessionLostException("The connection to the server was lost.", null),
                "loading TABLE DATA public.orders",
                "LOG:  server process (PID 71) was terminated by signal 11: Segmentation fault",
                data);

        assertThat(failure.code()).isEqualTo(ErrorCode.LOAD_FAILED);
    }
}
