package io.toygres.tool.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobRunnerTest {

    private final Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    JobRunnerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void successIsToldWithItsFields() throws IOException {
        assertThat(run(context -> Verdict.BackedUp.of(context.attempt(), "i/one/result.json", 7, "ab")))
                .isZero();

        assertThat(message())
                .isEqualTo("{\"outcome\":\"succeeded\",\"attempt\":\"one\",\"result\":\"i/one/result.json\","
                        + "\"result_length\":7,\"result_sha256\":\"ab\"}");
    }

    @Test
    void aFailureHasItsCodeAndExitCode() throws IOException {
        assertThat(run(_ -> {
                    throw JobFailure.terminal(ErrorCode.DUMP_FAILED, "no\u0001 way" + "x".repeat(2000));
                }))
                .isEqualTo(42);

        assertThat(message())
                .startsWith("{\"outcome\":\"failed\",\"code\":\"DUMP_FAILED\",\"detail\":\"no  way")
                .hasSizeLessThan(1000);
    }

    @Test
    void whatMayPassIsTriedAgain() {
        assertThat(run(_ -> {
                    throw JobFailure.retried(ErrorCode.SOURCE_UNREACHABLE, "away");
                }))
                .isEqualTo(1);
    }

    @Test
    void whatNobodyForesawIsTriedAgainAndItsLineIsInTheLog() throws IOException {
        assertThat(run(_ -> {
                    throw new IllegalStateException("odd");
                }))
                .isEqualTo(1);

        assertThat(message()).contains("\"code\":\"DUMP_FAILED\"", "IllegalStateException");
        assertThat(log.toString(UTF_8)).contains("odd", "JobRunnerTest");
    }

    private int run(Function<JobContext, Verdict> work) {
        JobCommand command = new JobCommand() {
            @Override
            public Verdict run(JobContext context) {
                return work.apply(context);
            }

            @Override
            public ErrorCode unexpected() {
                return ErrorCode.DUMP_FAILED;
            }
        };
        JobFiles files =
                new JobFiles(folder, folder.resolve("password"), folder.resolve("ca.crt"), folder.resolve("message"));
        return new JobRunner(
                        command, Map.of("TOYGRES_ATTEMPT", "one"), files, new JobLog(new PrintStream(log, true, UTF_8)))
                .run();
    }

    private String message() throws IOException {
        return Files.readString(folder.resolve("message"));
    }
}
