package io.toygres.e2e.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.process.Memory;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@NeedsSystem
@Tag("afterwards")
final class FootprintE2E {

    private static final long THREE_GB = 3_000_000_000L;

    @Test
    void theWholeSystemFitsInThreeGigabytes(LocalProcesses processes) {
        Map<String, Long> memory = Memory.of(processes.all());

        long sum = memory.values().stream().mapToLong(Long::longValue).sum();

        System.out.println(report(memory, sum));
        assertThat(memory).containsKeys("api-service", "image-service", "provisioner-service");
        assertThat(sum).isLessThan(THREE_GB);
    }

    private static String report(Map<String, Long> memory, long sum) {
        StringBuilder text = new StringBuilder("Memory of the system:\n");
        memory.forEach((name, bytes) -> text.append("  %-24s %6d MB%n".formatted(name, bytes / 1_000_000)));
        return text.append("  %-24s %6d MB".formatted("sum", sum / 1_000_000)).toString();
    }
}
