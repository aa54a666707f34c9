package io.toygres.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Patience;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No other test could go on meanwhile: it runs by itself, after them. */
@NeedsSystem
@Isolated
@Tag("afterwards")
final class PartsAreRestartedE2E {

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "azurite", "cms-postgres"})
    void theMainJobGoesOnAfterAKillOf(String part, Toygres toygres, SmallSource small, LocalProcesses processes)
            throws Exception {
        Map<String, Long> before = processes.all();

        processes.killNow(part);
        Patience.until("the API answers", () -> answers(toygres));
        Image image = toygres.backUp(small.instance().id());
        Instance restored = toygres.make(NewInstance.restored(Toygres.unique("after-kill"), image.id()));

        assertThat(toygres.server(restored, small.password()).query("postgres", "SELECT count(*) FROM note"))
                .containsExactly("100");
        assertThat(processes.all()).containsOnlyKeys(before.keySet()).doesNotContainEntry(part, before.get(part));
    }

    private static boolean answers(Toygres toygres) {
        try {
            return !toygres.api().send("GET", "/api/instances", null).isError();
        } catch (ApiException unavailable) {
            return false;
        }
    }
}
