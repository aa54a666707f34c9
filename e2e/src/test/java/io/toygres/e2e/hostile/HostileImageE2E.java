package io.toygres.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.blob.BlobContainer;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.postgres.Server;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQL of an image runs as superuser in the restore, and of its owner's in the instance: neither gets at anything else. */
@NeedsSystem
final class HostileImageE2E {

    /** Whatever a restore can't do without. An event trigger is not among them: it is created after everything else. */
    private static final Set<String> ALWAYS_RUN =
            Set.of("view", "trigger", "index", "check", "domain", "generated", "extension");

    private static final Set<String> EVERY_KIND = Set.of(
            "environment",
            "files",
            "pg_read_file",
            "keys",
            "others' data",
            "sockets",
            "writing",
            "processes",
            "service account",
            "connect",
            "server",
            "by the proxy",
            "blobs without a token",
            "blobs with a token");

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void anImageGetsAtNothingThroughItsRestoreNorThroughItsInstance(
            Toygres toygres, SmallSource neighbour, BlobContainer blobs) throws SQLException {
        Password password = SpecialPassword.random();
        Instance source = toygres.make(NewInstance.empty(Toygres.unique("hostile"), password));
        Probe probe = new Probe(toygres.system())
                .aim("neighbour", neighbour.instance())
                .aim("source", source);
        toygres.server(source, password).execute(Try.DATABASE, probe.source());
        Image image = toygres.backUp(source.id());

        Instance copy = toygres.make(NewInstance.restored(Toygres.unique("hostile-copy"), image.id()));
        Server server = toygres.server(copy, password);
        List<Try> restore = Try.of(server);
        server.query(Try.DATABASE, "SELECT probe.at('instance')");
        server.execute(Try.DATABASE, "CREATE TABLE probe.ddl ()");
        List<Try> all = Try.of(server);
        System.out.println(Try.table(all));

        assertThat(vias(restore)).containsAll(ALWAYS_RUN).doesNotContain("event-trigger");
        assertThat(vias(all)).contains("instance", "event-trigger");
        assertThat(whats(all)).containsAll(EVERY_KIND);
        assertThat(all).filteredOn(Try::succeeded).isEmpty();
        assertThat(blobs.all()).extracting(BlobContainer.Blob::name).noneMatch(name -> name.startsWith("stolen"));
    }

    private static Set<String> whats(List<Try> tries) {
        return tries.stream().map(Try::what).collect(Collectors.toSet());
    }

    private static Set<String> vias(List<Try> tries) {
        return tries.stream().map(Try::via).collect(Collectors.toSet());
    }
}
