package io.toygres.e2e.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.cluster.Knobs;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name outlives its instance in resolvers, while its address goes to somebody else. */
@NeedsSystem
final class FormerAddressE2E {

    private static final String WAIT = "certificate does not prove that it is the instance";

    private final String name = Toygres.unique("again");
    private final String label = Toygres.unique(Knobs.FORMER_ADDRESS + "name");

    @BeforeEach
    void keepFormerAddresses(Knobs knobs) {
        knobs.keepFormerAddresses();
    }

    @AfterEach
    void forgetFormerAddresses(Knobs knobs) {
        knobs.forgetFormerAddresses();
    }

    @Test
    void aNameThatStillLeadsToAStrangerIsWaitedFor(Toygres toygres, Knobs knobs) {
        toygres.delete(toygres.make(instance()));
        toygres.make(NewInstance.empty(Toygres.unique("stranger"), SpecialPassword.random()));
        Accepted<Instance> again = toygres.begin(instance());
        List<String> waits = new ArrayList<>();

        Operation operation = new Operations(toygres.api())
                .awaitSettled(again.operationId(), Duration.ofMinutes(5), entry -> {
                    if (entry.message() != null && entry.message().contains(WAIT)) {
                        waits.add(entry.message());
                        knobs.forgetFormerAddresses();
                    }
                });

        assertThat(waits).isNotEmpty();
        assertThat(operation.status()).as("%s", operation.failure()).isEqualTo("succeeded");
        assertThat(toygres.api().instance(again.resource().id()).status()).isEqualTo("running");
    }

    private NewInstance instance() {
        return NewInstance.empty(name, SpecialPassword.random()).withDnsLabel(label);
    }
}
