package io.toygres.e2e.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.compare.Comparison;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.Toygres;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class PhysicalImageE2E {

    /** The table is unlogged: its rows are in no copy of a server's files. */
    private static final String WITHOUT_ITS_ROWS = "sales.cache";

    @Test
    void restoresEveryRowOfEveryTableFromTheServersFiles(LoadedSource loaded, Toygres toygres) {
        var accepted = toygres.begin(
                new NewImage(Toygres.unique("files"), loaded.instance().id(), "physical"));
        toygres.succeed(accepted.operationId());
        Image image = toygres.api().image(accepted.resource().id());

        Instance copy = toygres.make(NewInstance.restored(Toygres.unique("files-copy"), image.id()));

        assertThat(image.kind()).isEqualTo("physical");
        var server = toygres.server(copy, loaded.server().password());
        assertThat(Comparison.of(loaded.server(), server).differences())
                .allMatch(difference -> difference.contains(WITHOUT_ITS_ROWS));
    }
}
