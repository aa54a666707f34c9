package io.toygres.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.sut.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The workers run with the tokens of their service accounts, so the suite shows what their Roles must grant, and what is too much. */
@NeedsSystem
@Tag("afterwards")
final class RightsE2E {

    /** What the suite has no occasion for, and when there is one. */
    private static final Map<String, String> RARE = Map.of(
            "image-service core pods get", "a pod outlives its Job",
            "image-service core pods delete", "a pod outlives its Job",
            "provisioner-service core pods delete", "a pod outlives its Job",
            "provisioner-service apps statefulsets update", "an instance of a release without certificates gets one",
            "provisioner-service core pods/exec create", "API servers from 1.35 on ask for it beside get");

    @Test
    void theRolesGrantWhatTheWorkersDoAndNothingElse(Toygres toygres, Knobs knobs) throws IOException {
        Rights rights = Rights.read(apiServer(toygres));

        assertThat(rights.refused()).as("refused").isEmpty();
        var unused = new TreeSet<>(rights.granted());
        unused.removeAll(rights.used());
        unused.removeAll(RARE.keySet());
        assertThat(unused).as("granted, and never used").isEmpty();
    }

    private static URI apiServer(Toygres toygres) {
        return toygres.system()
                .local()
                .flatMap(LocalSystem::controlUrl)
                .orElseThrow()
                .resolve("/");
    }
}
