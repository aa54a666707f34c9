package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConnectionBudgetTest {

    /** Of each database: its session, the dump of its schema, and those of its rows. */
    @Test
    void halfOfWhatIsLeftIsTheApplications() {
        for (int processors = 1; processors <= 16; processors++) {
            for (int room = 8; room <= 200; room++) {
                ConnectionBudget budget = new ConnectionBudget(room, processors);

                assertThat(budget.databasesAtOnce() * (2 + budget.dataDumps()))
                        .as("of %d, with %d processors", room, processors)
                        .isLessThanOrEqualTo(room / 2);
            }
        }
    }

    @Test
    void whereFewAreLeftOneThingIsDoneAtATime() {
        assertThat(IntStream.range(0, 8).mapToObj(room -> new ConnectionBudget(room, 16)))
                .allMatch(budget ->
                        !budget.hasRoomForParallel() && budget.databasesAtOnce() == 1 && budget.dataDumps() == 1);
    }

    @Test
    void anIdleServerIsReadByAsManyAsThereAreProcessors() {
        assertThat(new ConnectionBudget(97, 1)).matches(one -> one.databasesAtOnce() == 1 && one.dataDumps() == 1);
        assertThat(new ConnectionBudget(97, 2)).matches(two -> two.databasesAtOnce() == 2 && two.dataDumps() == 2);
        assertThat(new ConnectionBudget(97, 16)).matches(many -> many.databasesAtOnce() == 4 && many.dataDumps() == 2);
    }
}
