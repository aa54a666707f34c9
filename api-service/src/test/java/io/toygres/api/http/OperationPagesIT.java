package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.access.Access;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filtered lists of operations, of which there are many and which all have ended. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class OperationPagesIT {

    private static final int MANY = 20_000;

    @Inject
    FakeWorker worker;

    @Inject
    Database database;

    /** Of each, one in ten is left: enough that reading them all would show. */
    @ParameterizedTest
    @CsvSource({"requested_by, many-3", "status, cancelled", "type, delete_image"})
    void aDeepPageReadsAsLittleAsTheFirst(String column, String value) {
        fill();
        String cursor = database.withConnection(tx -> deep(tx, column, value));

        List<String> first = database.withConnection(tx -> plan(tx, column, value, null));
        List<String> deep = database.withConnection(tx -> plan(tx, column, value, cursor));

        assertThat(deep).noneMatch(line -> line.contains("Sort"));
        assertThat(Plans.blocks(deep)).as("%s", deep).isLessThanOrEqualTo(Plans.blocks(first) * 3 / 2 + 10);
    }

    private static List<String> plan(Tx tx, String column, String value, @Nullable String cursor) {
        return Plans.of(tx, new PageQuery(Access.EVERYTHING, 50, cursor).filter(column, value), "operations");
    }

    private static String deep(Tx tx, String column, String value) {
        return tx.sql("SELECT id, created_at FROM operations WHERE " + column
                        + " = :value ORDER BY created_at DESC, id DESC OFFSET 1500 LIMIT 1")
                .bind("value", value)
                .one(row ->
                        Cursor.newest(row.instant("created_at"), row.uuid("id")).encode());
    }

    private void fill() {
        boolean filled = database.withConnection(
                tx -> tx.sql("SELECT EXISTS (SELECT FROM operations WHERE requested_by = 'many-3') AS filled")
                        .one(row -> row.flag("filled")));
        if (filled) {
            return;
        }
        InstanceId source = worker.runningInstance(Api.newName());
        var image = worker.availableImage(Api.newName(), source);
        database.useTransaction(tx -> {
            // They are born as they are: twenty thousand that begin would be a flood.
            tx.sql("ALTER TABLE operations DISABLE TRIGGER operations_birth").update();
            tx.sql("""
                        INSERT INTO operations (id, type, status, instance_id, image_id, created_at, started_at, finished_at,
                            failure_code, failure_detail, requested_by, requested_via)
                        SELECT gen_random_uuid(), type, status, CASE type WHEN 'create_image' THEN :source::uuid END, :image, time, time, time,
                            CASE status WHEN 'cancelled' THEN 'CANCELLED' END, CASE status WHEN 'cancelled' THEN 'As asked.' END,
                            'many-' || number % 10, 'session'
                        FROM (SELECT number, now() - number * interval '1 minute' AS time,
                                  CASE number / 10 % 10 WHEN 0 THEN 'cancelled' ELSE 'succeeded' END AS status,
                                  CASE number / 100 % 10 WHEN 0 THEN 'delete_image' ELSE 'create_image' END AS type
                              FROM generate_series(1, :many::integer) AS number) AS made""")
                    .bind("source", source.value())
                    .bind("image", image.value())
                    .bind("many", MANY)
                    .update();
            tx.sql("ALTER TABLE operations ENABLE TRIGGER operations_birth").update();
        });
        database.useConnection(tx -> tx.sql("VACUUM ANALYZE operations").update());
    }
}
