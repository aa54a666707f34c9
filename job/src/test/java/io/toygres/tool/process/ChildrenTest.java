package io.toygres.tool.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildrenTest {

    private final Children children = new Children();
    private final Programs programs = new Programs(Map.of("PATH", "/usr/bin:/bin", "SECRET", "s"));

    @Test
    void aPipeJoinsProgramsAndTellsWhichFailed() throws IOException {
        List<Child> pipe = children.start(List.of(sh("echo one; echo trouble >&2; exit 3"), sh("tr a-z A-Z")));

        assertThat(new String(pipe.getLast().stdout().readAllBytes(), UTF_8)).isEqualTo("ONE\n");
        assertThat(pipe.getFirst().failed()).isTrue();
        assertThat(pipe.getFirst().said()).isEqualTo("trouble\n");
        assertThat(pipe.getLast().failed()).isFalse();
    }

    @Test
    void aProgramGetsItsOwnVariablesOnly() throws IOException {
        Child env = children.start(programs.find("env", List.of(), Map.of("ITS", "own")));

        assertThat(new String(env.stdout().readAllBytes(), UTF_8))
                .contains("ITS=own", "LC_ALL=C")
                .doesNotContain("SECRET");
    }

    @Test
    void whatAProgramSaysIsBounded() {
        Child child = children.start(sh("yes trouble | head -c 3000000 >&2; echo last >&2"));

        assertThat(child.await()).isZero();
        assertThat(child.said()).hasSizeLessThan(150_000).startsWith("trouble").endsWith("last\n");
    }

    @Test
    void allStopTogetherAndNoneIsStartedAfterwards() {
        Child child = children.start(sh("exec sleep 100"));

        children.stopAll();

        assertThat(child.await(Duration.ofSeconds(10))).isTrue();
        assertThatThrownBy(() -> children.start(sh("true"))).isInstanceOf(StoppedException.class);
    }

    @Test
    void oneThatTakesNoHintIsKilled() throws IOException {
        Child child = children.start(sh("trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        assertThat(child.stdout().read()).isEqualTo('r');

        children.stopAll();

        assertThat(child.await()).isEqualTo(137);
    }

    private Program sh(String script) {
        return programs.find("sh", List.of("-c", script), Map.of());
    }
}
