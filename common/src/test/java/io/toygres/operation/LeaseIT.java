package io.toygres.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.operation.LeaseStore.Known;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many rows one look takes, whatever plan PostgreSQL makes for it. */
class LeaseIT extends WithDatabase {

    /** Of these the planner is left with a nested loop, which runs what is inside it again for each row outside. */
    private static final List<String> OTHER_JOINS =
            List.of("enable_hashjoin", "enable_mergejoin", "enable_hashagg", "enable_sort", "enable_material");

    @Test
    void leasesNoMoreThanItIsAskedForWhateverThePlan() {
        var operation = new TripOperation();
        try (Replica replica = new Replica(database.service(), TestSettings.quick(), operation)) {
            for (int i = 0; i < 100; i++) {
                replica.start(operation);
            }
        }
        var known = new Known(Set.of(OperationKind.of(operation.plan())), Set.of());
        List<LeasedRow> leased = database.service().inTransaction(tx -> {
            tx.sql("ANALYZE operation").update();
            OTHER_JOINS.forEach(join -> tx.sql("SET LOCAL " + join + " = off").update());
            return new LeaseStore(TestSettings.quick()).lease(tx, known, 3);
        });

        assertThat(leased).hasSize(3);
        assertThat(records.count("leased")).isEqualTo(3);
    }
}
