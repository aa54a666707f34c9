package io.toygres.tool.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.ArchiveEntry.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class EarlyIndexesTest {

    private static final ArchiveEntry ORDERS = entry(1, "TABLE", "orders");
    private static final ArchiveEntry PARTED = entry(2, "TABLE", "parted");
    private static final ArchiveEntry PART = entry(3, "TABLE", "part");
    private static final ArchiveEntry ATTACH = entry(4, "TABLE ATTACH", "part", 2, 3);
    private static final ArchiveEntry FUNCTION = entry(5, "FUNCTION", "f()");
    private static final ArchiveEntry KEY = entry(6, "CONSTRAINT", "orders orders_pkey", 1);
    private static final ArchiveEntry INDEX = entry(7, "INDEX", "orders_name", 1);
    private static final ArchiveEntry COMPUTED = entry(8, "INDEX", "orders_f", 1, 5);
    private static final ArchiveEntry FOREIGN = entry(9, "FK CONSTRAINT", "orders orders_fkey", 1);
    private static final ArchiveEntry OF_PART = entry(10, "INDEX", "part_id", 3);

    private final CountDownLatch rowsLeft = new CountDownLatch(1);
    private final List<ArchiveEntry> made = new ArrayList<>();
    private final EarlyIndexes early = new EarlyIndexes(
            List.of(ORDERS, PARTED, PART, ATTACH, FUNCTION), List.of(KEY, INDEX, COMPUTED, FOREIGN, OF_PART));

    @Test
    void whatNeedsItsTablesRowsAloneIsBuiltWhileOthersCome() throws Exception {
        early.tableIsLoaded(entry(20, "TABLE DATA", "part"));
        early.tableIsLoaded(entry(21, "TABLE DATA", "orders"));

        early.build(rowsLeft, entry -> {
            made.add(entry);
            if (made.size() == 2) {
                rowsLeft.countDown();
            }
        });

        assertThat(made).containsExactly(KEY, INDEX);
        assertThat(early.built()).containsExactlyInAnyOrder(KEY, INDEX);
    }

    @Test
    void theOthersAreLeftOnceAllRowsAreThere() throws Exception {
        early.tableIsLoaded(entry(21, "TABLE DATA", "orders"));

        early.build(rowsLeft, entry -> {
            made.add(entry);
            rowsLeft.countDown();
        });

        assertThat(early.built()).containsExactly(KEY);
    }

    private static ArchiveEntry entry(int id, String type, String tag, Integer... dependencies) {
        return new ArchiveEntry(
                id, tag, type, Section.POST_DATA, "", "", "", "public", "", "", "postgres", Set.of(dependencies));
    }
}
