package io.toygres.tool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.ArchiveEntry.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParallelReplayTest {

    private static final ArchiveEntry TABLE = entry(1, "TABLE", "", Set.of());
    private static final ArchiveEntry OTHER = entry(2, "TABLE", "", Set.of());
    private static final ArchiveEntry PARTITION = entry(3, "TABLE", "", Set.of());
    private static final ArchiveEntry ATTACH = entry(4, "TABLE ATTACH", "", Set.of(1, 3));

    @Test
    void goesByDependencyAndOtherwiseByTheArchive() throws Exception {
        ArchiveEntry view = entry(10, "MATERIALIZED VIEW", "", Set.of(12));
        ArchiveEntry index = entry(11, "INDEX", "CREATE INDEX", Set.of(10));
        ArchiveEntry key = entry(12, "CONSTRAINT", "ALTER TABLE", Set.of(1));
        List<Integer> run = new ArrayList<>();

        new ParallelReplay(List.of(view, index, key), List.of(TABLE, view, index, key))
                .work(entry -> run.add(entry.id()));

        assertThat(run).containsExactly(12, 10, 11);
    }

    @Test
    void buildsPlainIndexesOfATableSideBySideButNoneThatIsMarkedOnIt() {
        LockPlan plan = new LockPlan(List.of(TABLE, OTHER));
        var one = plan.of(entry(10, "INDEX", "CREATE INDEX a", Set.of(1)));
        var two = plan.of(entry(11, "INDEX", "CREATE INDEX b", Set.of(1)));
        var marked = plan.of(entry(12, "INDEX", "CREATE INDEX c; ALTER TABLE s CLUSTER ON c", Set.of(1)));
        var elsewhere = plan.of(entry(13, "CONSTRAINT", "ALTER TABLE", Set.of(2)));

        assertThat(one.conflictsWith(two)).isFalse();
        assertThat(one.conflictsWith(marked)).isTrue();
        assertThat(marked.conflictsWith(elsewhere)).isFalse();
    }

    @Test
    void aForeignKeyHasTheWholePartitionTreeToItself() {
        LockPlan plan = new LockPlan(List.of(TABLE, OTHER, PARTITION, ATTACH));
        var ofPartition = plan.of(entry(10, "INDEX", "CREATE INDEX a", Set.of(3)));
        var key = plan.of(entry(11, "FK CONSTRAINT", "ALTER TABLE", Set.of(1, 2)));

        assertThat(key.conflictsWith(ofPartition)).isTrue();
    }

    private static ArchiveEntry entry(int id, String type, String definition, Set<Integer> dependencies) {
        return new ArchiveEntry(
                id, "e" + id, type, Section.POST_DATA, definition, "", "", "public", "", "", "", dependencies);
    }
}
