package io.toygres.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.events.EventLog;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.LocalProcesses;
import io.toygres.e2e.sut.LocalSystem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every password of the suite carries the same mark, so one search finds any of them, whatever quoted or encoded it. */
@NeedsSystem
@Tag("afterwards")
final class SecretsE2E {

    private static final Marker MARKER = new Marker(SpecialPassword.MARKER);

    @Test
    void noMessageShowsAPassword(EventLog log) {
        assertThat(log.all()).isNotEmpty().noneMatch(message -> MARKER.isIn(message.toString()));
    }

    @Test
    void noRowOfTheServicesShowsAPassword(Toygres toygres, LocalProcesses processes) throws SQLException {
        CmsTables tables = new CmsTables(local(toygres).cms());
        assertThat(tables.names()).contains("cms.instances", "cms.images");
        assertThat(tables.containing(MARKER)).isEmpty();
    }

    /** From the create to the end of the restore: whatever runs on this machine meanwhile, short-lived programs included. */
    @Test
    void noProcessHasAPasswordInItsArgumentsAndNoneLogsIt(Toygres toygres, LocalProcesses processes) {
        try (ProcessWatch watch = new ProcessWatch(MARKER)) {
            var source = toygres.make(NewInstance.empty(Toygres.unique("watched"), SpecialPassword.random()));
            var image = toygres.backUp(source.id());
            toygres.make(NewInstance.restored(Toygres.unique("watched-copy"), image.id()));

            assertThat(watch.looks()).as("times it looked").isGreaterThan(50);
            assertThat(watch.leaks()).isEmpty();
        }
        // The pods are still there, and so are their logs beside those of the services and of everything before them.
        List<Path> logs = LogFiles.under(local(toygres).stateFolder());
        assertThat(logs).hasSizeGreaterThan(processes.all().size());
        assertThat(logs).noneMatch(log -> LogFiles.contains(log, MARKER));
    }

    private static LocalSystem local(Toygres toygres) {
        return toygres.system().local().orElseThrow();
    }
}
