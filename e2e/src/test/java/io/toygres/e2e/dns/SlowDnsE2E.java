package io.toygres.e2e.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Failure;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.Knobs;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@NeedsSystem
@Execution(ExecutionMode.CONCURRENT)
final class SlowDnsE2E {

    @Test
    void restoresAlthoughTheNameTakesNinetySecondsToAppear(Toygres toygres, SmallSource small, Knobs knobs)
            throws SQLException {
        String name = Toygres.unique("dns90");
        Instant start = Instant.now();

        Instance restored = toygres.make(restore(name, Knobs.DNS_AFTER_90_S, small));

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(80));
        assertThat(restored.status()).isEqualTo("running");
        assertThat(toygres.server(restored, small.password()).query("postgres", "SELECT count(*) FROM note"))
                .containsExactly("100");
    }

    @Test
    void undoesEverythingWhenTheNameNeverAppears(Toygres toygres, SmallSource small, Knobs knobs, Cluster cluster) {
        String name = Toygres.unique("dns300");
        var accepted = toygres.begin(restore(name, Knobs.DNS_AFTER_300_S, small));
        UUID id = accepted.resource().id();

        Operation operation = toygres.settle(accepted.operationId());

        assertThat(operation.status()).isEqualTo("failed");
        Instance instance = toygres.api().instance(id);
        assertThat(instance.status()).isEqualTo("failed");
        Failure failure = Objects.requireNonNull(instance.failure());
        assertThat(failure.code()).isEqualTo("DNS_NOT_PROPAGATED");
        assertThat(failure.remedy()).contains("DNS label").contains("toygres.test-connection.deadline");
        assertThat(cluster.objectsOfInstance(id)).isEmpty();
        assertThat(cluster.objectsNamed(name)).isEmpty();
    }

    private static NewInstance restore(String name, String labelPrefix, SmallSource small) {
        String label = labelPrefix + name.substring(name.lastIndexOf('-') + 1);
        return NewInstance.restored(name, small.image().id()).withDnsLabel(label);
    }
}
