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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SQL of an image runs as superuser in the restore, and of its owner's in the instance: neither gets at anything else. */
@NeedsSystem
final class HostileImageE2E {

    /** Whatever a restore can't do without. An event trigger is not among them: it may be created after everything else. */
    private static final Set<String> ALWAYS_RUN =
            Set.of("view", "trigger", "index", "check", "domain", "generated", "extension");

    private static final int POSTGRES = 5432;

    @Test
    void anImageGetsAtNothingThroughItsRestoreNorThroughItsInstance(
            Toygres toygres, SmallSource neighbour, BlobContainer blobs) throws SQLException {
        Password password = SpecialPassword.random();
        Instance source = toygres.make(NewInstance.empty(Toygres.unique("hostile"), password));
        Probe probe = new Probe(toygres.system())
                .aim("neighbour", Objects.requireNonNull(neighbour.instance().host()), POSTGRES)
                .aim("source", Objects.requireNonNull(source.host()), POSTGRES);
        toygres.server(source, password).execute(Try.DATABASE, probe.source());
        Image image = toygres.backUp(source.id());

        Instance copy = toygres.make(NewInstance.restored(Toygres.unique("hostile-copy"), image.id()));
        Server server = toygres.server(copy, password);
        List<Try> restore = Try.of(server);
        server.query(Try.DATABASE, "SELECT probe.at('instance')");
        List<Try> all = Try.of(server);
        System.out.println(Try.table(all));

        assertThat(vias(restore)).containsAll(ALWAYS_RUN);
        assertThat(vias(all)).contains("instance");
        assertThat(all)
                .extracting(Try::what)
                .contains("environment", "files", "processes", "service account", "connect", "pg_read_file")
                .contains("blobs without a token", "blobs with a token");
        assertThat(all).filteredOn(Try::succeeded).isEmpty();
        assertThat(blobs.all()).extracting(BlobContainer.Blob::name).noneMatch(name -> name.startsWith("stolen"));
    }

    private static Set<String> vias(List<Try> tries) {
        return tries.stream().map(Try::via).collect(Collectors.toSet());
    }
}
