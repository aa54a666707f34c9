package io.toygres.e2e.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Failure;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.cluster.Knobs;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.util.Objects;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsSystem
@ResourceLock(Knobs.TOKENS)
final class WorkloadIdentityE2E {

    @ParameterizedTest
    @ValueSource(strings = {"wrong-key", "wrong-subject"})
    void saysWhatToDoWhenTheFederatedTokenIsRefused(
            String fault, Toygres toygres, SmallSource small, Knobs knobs, Cluster cluster) {
        knobs.federatedTokens(fault);
        try {
            var accepted = toygres.begin(
                    new NewImage(Toygres.unique("refused"), small.instance().id()));
            toygres.settle(accepted.operationId());

            Image image = toygres.api().image(accepted.resource().id());
            assertThat(image.status()).isEqualTo("failed");
            Failure failure = Objects.requireNonNull(image.failure());
            assertThat(failure.code()).isEqualTo("UPLOAD_AUTH_FAILED");
            assertThat(failure.remedy())
                    .contains("azure.workload.identity/use")
                    .contains("service account")
                    .contains("client id");
            assertThat(cluster.objectsOfImage(image.id())).isEmpty();
        } finally {
            knobs.federatedTokens("valid");
        }
    }
}
