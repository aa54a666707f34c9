package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./toygres test} judges a run by its reports. */
final class VerdictTest {
    private static final String PASSED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="a.FineTest" time="0.1" tests="3" errors="0" skipped="1" failures="0">
              <testcase name="works" classname="a.FineTest" time="0.1"/>
            </testsuite>
            """;
    private static final String FAILED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="b.PoorE2E" time="0.1" tests="3" errors="1" skipped="0" failures="1">
              <testcase name="works" classname="b.PoorE2E" time="0.1"/>
              <testcase name="restoresEvery(String)[1]" classname="b.PoorE2E" time="0.1">
                <failure message="expected: &lt;1&gt;" type="AssertionError">error: <![CDATA[
            <error>]]></failure>
              </testcase>
              <testcase name="breaks" classname="b.PoorE2E" time="0.1">
                <error message="x" type="IOException"/>
              </testcase>
            </testsuite>
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void report() throws Exception {
        write("a/target/surefire-reports/TEST-a.FineTest.xml", PASSED);
    }

    @Test
    void aRunThatPassedEndsWithItsCounts() throws Exception {
        assertThat(verdict(0)).isEqualTo(new ScriptPart(0, "2 passed, 0 failed, 1 skipped\n"));
    }

    @Test
    void namesWhatFailedBeforeTheCounts() throws Exception {
        write("e2e/target/failsafe-reports/TEST-b.PoorE2E.xml", FAILED);

        assertThat(verdict(1)).isEqualTo(new ScriptPart(1, """
                        Failed:
                          b.PoorE2E.breaks
                          b.PoorE2E.restoresEvery(String)[1]
                        3 passed, 2 failed, 1 skipped
                        """));
    }

    @Test
    void aRunThatFailedWithoutATestSaysWhere() throws Exception {
        write("test.log", "[INFO] …\n[ERROR] Failed to execute goal compile (default-compile) on project a\n");

        assertThat(verdict(1)).isEqualTo(new ScriptPart(1, """
                        No test failed, but the run did (status 1):
                        [ERROR] Failed to execute goal compile (default-compile) on project a
                        2 passed, 0 failed, 1 skipped
                        """));
    }

    @Test
    void aRunWithoutATestHasNotPassed() throws Exception {
        ScriptPart run = ScriptPart.run(folder, Map.of(), "remove_reports; verdict 0");

        assertThat(run).isEqualTo(new ScriptPart(1, "0 passed, 0 failed, 0 skipped\n"));
    }

    @Test
    void nothingOfAnEarlierRunIsLeft() throws Exception {
        write("e2e/target/failsafe-reports/failsafe-summary.xml", "<failsafe-summary result=\"255\"/>");
        write("e2e/target/failsafe-reports/TEST-b.PoorE2E.xml", FAILED);

        assertThat(ScriptPart.run(folder, Map.of(), "remove_reports").exitCode())
                .isZero();

        assertThat(folder.resolve("e2e/target")).isEmptyDirectory();
        assertThat(folder.resolve("a/target")).isEmptyDirectory();
    }

    private ScriptPart verdict(int status) throws Exception {
        return ScriptPart.run(folder, Map.of(), "verdict " + status);
    }

    private void write(String path, String content) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
