package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.toygres.api.access.Access;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.contract.InstanceId;
import io.toygres.database.Database;
import io.toygres.database.Row;
import io.toygres.database.Tx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in other orders than newest first. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class SortIT {

    private static final int MANY = 20_000;
    private static final int DEEP = 15_000;

    @Inject
    FakeWorker worker;

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name"})
    void namesComeByTheirCharactersCodes(String sort) {
        InstanceId source = worker.runningInstance(Api.newName());
        String prefix = Api.newName();
        List<String> names = new ArrayList<>();
        for (String end : List.of("b", "_", "B", "a", "-", "2", "10", "")) {
            names.add(prefix + end);
            Api.accepted(Api.post("/api/images", Api.imageBody(prefix + end, source)));
        }
        Collections.sort(names);

        assertThat(readAll("/api/images?limit=3&name_prefix=" + prefix + "&sort=" + sort, "name"))
                .isEqualTo(sort.equals("name") ? names : names.reversed());
    }

    @Test
    void whatHasNoSizeYetIsTheSmallest() {
        InstanceId source = worker.runningInstance(Api.newName());
        for (int i = 0; i < 2; i++) {
            worker.availableImage(Api.newName(), source);
            Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)));
        }
        String path = "/api/images?limit=1&instance_id=" + source + "&sort=";

        assertThat(readAll(path + "size_bytes", "size_bytes")).containsExactly(null, null, "1234567", "1234567");
        List<String> ids = readAll(path + "size_bytes", "id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(readAll(path + "-size_bytes", "id")).isEqualTo(ids.reversed());
    }

    @Test
    void instancesAndOperationsAreSorted() {
        String prefix = Api.newName();
        String project = People.newProject();
        for (int storage : new int[] {3, 1, 2}) {
            Api.accepted(Api.post("/api/instances", """
                    {"name": "%s", "password": "correct horse", "storage_size_gb": %d, "project": "%s"}""".formatted(prefix + storage, storage, project)));
        }
        String path = "/api/instances?limit=1&name_prefix=" + prefix + "&sort=";

        assertThat(readAll(path + "-name", "storage_size_gb")).containsExactly("3", "2", "1");
        assertThat(readAll(path + "storage_size_gb", "storage_size_gb")).containsExactly("1", "2", "3");
        assertThat(readAll(path + "created_at", "storage_size_gb")).containsExactly("3", "1", "2");
        String after = Api.get(path + "created_at").jsonPath().getString("items[0].created_at");
        assertThat(readAll(
                        "/api/operations?limit=1&sort=created_at&project=" + project + "&created_after=" + after,
                        "created_at"))
                .hasSizeGreaterThanOrEqualTo(2)
                .isSorted();
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        InstanceId source = worker.runningInstance(Api.newName());
        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)));
        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)));
        String path = "/api/images?limit=1&instance_id=" + source;
        String cursor = Api.get(path + "&sort=name").jsonPath().getString("next_cursor");

        Api.refused(Api.get(path + "&cursor=" + cursor), 400, "CURSOR_OF_OTHER_SORT", "cursor");
        Api.refused(Api.get(path + "&sort=-name&cursor=" + cursor), 400, "CURSOR_OF_OTHER_SORT", "cursor");
        Api.refused(Api.get(path + "&sort=colour"), 400, "INVALID_PARAMETER", "sort");
    }

    @ParameterizedTest
    @CsvSource({
        "name, true",
        "-name, false",
        "size_bytes, false",
        "-size_bytes, true",
        "-created_at, true",
        "created_at, false"
    })
    void aDeepPageReadsAsLittleAsTheFirst(String name, boolean ofOneProject) {
        fill();
        Sort sort = Sort.parse(name);
        Access access = ofOneProject ? new Access(Set.of("default")) : Access.EVERYTHING;
        String cursor = database.withConnection(tx -> deep(tx, sort));

        List<String> first = database.withConnection(tx -> plan(tx, new PageQuery(access, 100, sort, null)));
        List<String> deep = database.withConnection(tx -> plan(tx, new PageQuery(access, 100, sort, cursor)));

        assertThat(deep).noneMatch(line -> line.contains("Sort"));
        assertThat(Plans.blocks(deep)).as("%s", deep).isLessThanOrEqualTo(Plans.blocks(first) * 3 / 2 + 10);
    }

    private static List<String> plan(Tx tx, PageQuery query) {
        return Plans.of(tx, query.where("status <> 'deleted'"), "images");
    }

    private static String deep(Tx tx, Sort sort) {
        return tx.sql("SELECT id, name, created_at, coalesce(size_bytes, -1) AS size FROM images"
                        + " WHERE status <> 'deleted' ORDER BY " + sort.order() + " OFFSET " + DEEP + " LIMIT 1")
                .one(row -> new Cursor(sort, value(sort, row), row.uuid("id")).encode());
    }

    private static Object value(Sort sort, Row row) {
        return switch (sort.key()) {
            case CREATED_AT -> row.instant("created_at");
            case NAME -> row.text("name");
            case SIZE_BYTES -> row.number("size");
            case STORAGE_SIZE_GB -> throw new IllegalArgumentException("images have none");
        };
    }

    private void fill() {
        if (database.withConnection(tx -> tx.sql("SELECT count(*) FROM images").one(row -> row.number("count")))
                > MANY) {
            return;
        }
        InstanceId source = worker.runningInstance(Api.newName());
        database.useTransaction(tx -> {
            tx.sql("""
                    INSERT INTO images (id, name, kind, status, instance_id, image_type, postgres_version, storage_size_gb,
                        databases, source_password_encrypted, created_at)
                    SELECT gen_random_uuid(), 'many-' || md5(number::text), 'logical', 'creating', :source, 'stock', '15', 1, '{}', '',
                        now() - number * interval '1 second'
                    FROM generate_series(1, :many::integer) AS number""").bind("source", source.value()).bind("many", MANY).update();
            tx.sql("""
                    UPDATE images SET status = 'available', size_bytes = abs(hashtext(name)), checksum = repeat('5d', 32),
                        server_version = '15', contents = '[]', duration_ms = 1, available_at = now()
                    WHERE instance_id = :source""").bind("source", source.value()).update();
        });
        database.useConnection(tx -> tx.sql("VACUUM ANALYZE images").update());
    }

    private static List<@Nullable String> readAll(String path, String property) {
        List<@Nullable String> values = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page =
                    Api.get(cursor == null ? path : path + "&cursor=" + cursor).jsonPath();
            page.<Object>getList("items." + property)
                    .forEach(value -> values.add(value == null ? null : value.toString()));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        return values;
    }
}
